/**
 * What must hold of deliveries, as far as topics can tell: see {@link
 * io.parley.it.checker.deliveries.DeliveryCheck}.
 *
 * <p>Decided: a delivery, also one of an aborted transaction, bears its event to the byte and goes
 * to somebody who was a member at that event (who leaves gets the event of it as the last one). Of
 * the committed ones: first attempts to a device in a conversation rise in {@code event_id} along a
 * session; the attempts of one event to one device rise along a session; and in a gateway's
 * partition no delivery to a lower epoch of a device comes after one to a higher.
 *
 * <p>Not decided:
 *
 * <ul>
 *   <li>order across gateways: two partitions have no common order, so only deliveries of one
 *       session, which is at one gateway, are compared;
 *   <li>whether the job knew of a higher epoch when it sent to a lower one, unless it had used the
 *       higher one already: {@code chat.sessions} is read at its own pace;
 *   <li>whether everything that should have been delivered was: when a device became known to the
 *       job, and which events wait or were set aside, is in the job's state only.
 * </ul>
 */
package io.parley.it.checker.deliveries;
