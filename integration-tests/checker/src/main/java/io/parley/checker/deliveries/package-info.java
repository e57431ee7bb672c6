/**
 * What must hold of deliveries, as far as topics can tell: see {@link
 * io.parley.checker.deliveries.DeliveryCheck}.
 *
 * <p>Decided: a delivery, also one of an aborted transaction, bears its event to the byte and goes
 * to somebody who was a member at that event (who leaves gets the event of it as the last one). Of
 * the committed ones: first attempts to a device in a conversation rise in {@code event_id} along a
 * session; the attempts of one event to one device rise along a session; and in a gateway's
 * partition no delivery to a lower epoch of a device comes after one to a higher.
 *
 * <p>Decided too: whether every device of every member was handed every event. A device has a good
 * reason not to have been handed an event if
 *
 * <ul>
 *   <li>it sent the event itself;
 *   <li>its gateway got the event as a BROADCAST, or was so new (a minute) that the conversations
 *       did not know of it;
 *   <li>a SYNC from before the event covers it that was sent after the event, or at most a minute
 *       before: the clocks of a broker and of the job may be that far apart;
 *   <li>it acknowledged the event, and a delivery in an aborted transaction, a broadcast, or an
 *       event from before its first session explains how it can have it;
 *   <li>the event is older than its first session by more than an hour, or the user has more than
 *       16 devices: the job does not promise these;
 *   <li>it waits: no later event of the conversation was handed to the device, and the device is
 *       not connected at the end of the history (its newest session is closed, silent for longer
 *       than a lease, younger than two seconds, or had five attempts of the same delivery and so
 *       counts as dead).
 * </ul>
 *
 * <p>These numbers are the defaults of the job's options. What has no such reason is UNDELIVERED:
 * the job hands out the events of a conversation in order, so a later one that was handed shows
 * that it had come to the earlier; and nothing waits for a device that is connected. A message that
 * was set aside was sent before, so it is no exception.
 *
 * <p>Not decided:
 *
 * <ul>
 *   <li>order across gateways: two partitions have no common order, so only deliveries of one
 *       session, which is at one gateway, are compared;
 *   <li>whether the job knew of a higher epoch when it sent to a lower one, unless it had used the
 *       higher one already: {@code chat.sessions} is read at its own pace;
 *   <li>what waits for a device that is away, in what order and for how long: that is in the job's
 *       state only, and shows when the device comes back;
 *   <li>whether what a SYNC or a broadcast leaves to the gateway reached the device: only its
 *       receipts tell, and it may be slow with them;
 *   <li>pushes: which of them the quiet interval holds back depends on when the job saw what.
 * </ul>
 */
package io.parley.checker.deliveries;
