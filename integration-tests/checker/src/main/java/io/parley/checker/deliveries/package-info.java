/**
 * The check of deliveries and pushes, as far as topics can tell. See {@link
 * io.parley.checker.deliveries.DeliveryCheck}. Each judge states its rules, and their tolerance, in
 * its class comment:
 *
 * <ul>
 *   <li>{@link io.parley.checker.deliveries.MembersJudge}: events go to members only, and
 *       unchanged;
 *   <li>{@link io.parley.checker.deliveries.DeviceJudge}: the order of DIRECTs, the ranges and
 *       attempts of SYNCs, and no delivery of events that were acknowledged long before;
 *   <li>{@link io.parley.checker.deliveries.SessionJudge}: nothing to a session that has ended,
 *       statuses and cursors where their user is connected;
 *   <li>{@link io.parley.checker.deliveries.UpdateJudge}: statuses and cursors as they were
 *       published;
 *   <li>{@link io.parley.checker.deliveries.UpdateCompletenessJudge}: the newest status or cursor
 *       came to every gateway where its user stayed connected;
 *   <li>{@link io.parley.checker.deliveries.CompletenessJudge}: every device of every member was
 *       handed every event;
 *   <li>{@link io.parley.checker.deliveries.WantedPushes} and {@link
 *       io.parley.checker.deliveries.PushJudge}: each push request was owed, and none is missing.
 * </ul>
 *
 * <p>{@link io.parley.checker.deliveries.DeviceCursorCheck} compares the router's table {@code
 * device_cursors} with the receipts.
 *
 * <p><b>Tolerance.</b> The order within one partition is exact, and rules about one partition have
 * no tolerance. Between topics there are only times: the append times of the router's inputs, and
 * the router's own estimate of the brokers' time on its outputs. So each rule that compares topics
 * has one of these tolerances:
 *
 * <table>
 * <caption>Tolerances</caption>
 * <tr><th>rule</th><th>tolerance</th></tr>
 * <tr><td>the router knew a receipt, or the end of a session, when it wrote</td><td>90 s, and the
 * longest delay of an event that was delivered within two minutes of that time</td></tr>
 * <tr><td>a receipt ended a SYNC before a DIRECT was written</td><td>5 s</td></tr>
 * <tr><td>a SYNC repeats nothing that was acknowledged within 3.9 s of the first time</td><td>none,
 * by the router's dates, however long it lags</td></tr>
 * <tr><td>a device acknowledged an event that only a subscription can have brought</td><td>the
 * event came after the subscription by as much as the router may lag, in a session that was
 * alive</td></tr>
 * <tr><td>a gateway without a sign of life ends its sessions</td><td>the lease, 15 s. Once it is
 * heard again its sessions are neither certainly alive nor certainly over</td></tr>
 * <tr><td>a session that is alive at the end was told what waits</td><td>10 s before the
 * end</td></tr>
 * <tr><td>a status or cursor is missing</td><td>none, but only for sessions that live at the end
 * and that got a DIRECT or SYNC before the status or cursor, and 10 s before the end</td></tr>
 * <tr><td>a session that is over was told what waited</td><td>as for receipts, and the router wrote
 * something meanwhile</td></tr>
 * <tr><td>a NOTIFY needs a grace period without session and receipt</td><td>3 s of its 5
 * s</td></tr>
 * <tr><td>a NOTIFY is missing</td><td>grace period and quiet interval, then 10 s before the end or
 * as for receipts before the next session. 75 s more where a gateway ended without its sessions
 * saying so, 300 s more in large conversations</td></tr>
 * <tr><td>a CLEAR is missing</td><td>10 s before the end; 300 s more in large
 * conversations</td></tr>
 * </table>
 *
 * <p>These numbers come from the defaults of the job's options.
 *
 * <p>The check does not decide:
 *
 * <ul>
 *   <li>the order across gateways, because two partitions have no common order. Only deliveries in
 *       one partition are compared;
 *   <li>the events that wait for a device that is away. They are in the router's state only, and
 *       show when the device comes back;
 *   <li>whether a delivery reached the device from its gateway. Only the device's receipts tell,
 *       and they may come late;
 *   <li>whether a status or cursor was delivered that a newer one followed, because the router
 *       merges them and does not repeat them. Nor whether the newest one was delivered to a session
 *       that has ended since, or that got no DIRECT or SYNC before it: the topics do not tell when
 *       the router read a status beside the beginning and the end of a session;
 *   <li>whether a row of {@code device_cursors} is too low or missing, because a receipt that
 *       settles nothing writes no row;
 *   <li>the unread count of a NOTIFY, beyond being at least 1;
 *   <li>pushes under the policy DEVICE: a user counts as offline without any live session, which is
 *       the default;
 *   <li>whether users with more than 16 devices miss deliveries, because the router may have
 *       forgotten one of their devices. Deliveries that were made to them are checked;
 *   <li>whether a device that acknowledged an event before the router routed it has read the event
 *       from the history by itself. It is reported as undelivered;
 *   <li>sessions that are older than the retention of their topic, or than that of their gateway's
 *       signs of life.
 * </ul>
 */
package io.parley.checker.deliveries;
