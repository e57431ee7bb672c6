package io.parley.routing.device;

import java.util.Map;

/**
 * A user's membership in a conversation whose events are broadcast.
 *
 * @param since the event from which on the conversation concerns the user
 * @param settled by device_id: up to where the device has acknowledged
 */
public record LargeMembership(long since, Map<String, Long> settled) {}
