package io.parley.routing.device;

import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers behind the decisions about one user.
 *
 * @param sessions how long sessions and devices are believed in
 * @param redelivery when to send again, and when to stop
 * @param pending how much waits for a user
 * @param recent a device that was not known fetches what is younger than this; as long as settled
 *     marks are kept
 * @param quietInterval after a push request, none for the same conversation for this long
 * @param receiptTolerance how far ahead of the clock the id in a receipt may be: clocks of brokers
 *     and of this job differ a little
 */
public record RoutingPolicy(
    SessionPolicy sessions,
    RedeliveryPolicy redelivery,
    PendingPolicy pending,
    Duration recent,
    Duration quietInterval,
    Duration receiptTolerance)
    implements Serializable {}
