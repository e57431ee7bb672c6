/**
 * Everything about one user: where the devices are connected, what each of them has yet to
 * acknowledge, and when to try again.
 *
 * <p>{@link io.parley.routing.device.UserRouter} is the decision: it is told of events, sessions,
 * receipts and the time, and says what to deliver. It has no Flink in it, reads no clock and draws
 * no random number. What it knows lies behind {@link io.parley.routing.device.UserMemory}; {@link
 * io.parley.routing.device.DeviceRouter} is the operator that keeps that memory in Flink state.
 *
 * <p>A device has one queue in each conversation ({@link io.parley.routing.device.DeviceQueue}), in
 * the order of event_id:
 *
 * <pre>
 *   event arrives ──► appended ──► sent at once when the device is connected
 *                        │              │
 *                        │              ├─ DELIVERED or READ up to it ──► settled, gone
 *                        │              ├─ silence ──► the oldest one is sent again, with backoff
 *                        │              │                 └─ attempts used up ──► the session counts as dead
 *                        │              └─ next session ──► the whole queue is sent again, in order
 *                        └─ too many ──► the queue collapses into one range, sent as SYNC
 * </pre>
 *
 * <p>Only the oldest entry is sent again within a session. A receipt speaks for everything up to
 * its message, so a device that misses nothing but the receipt needs one redelivery, not a hundred.
 */
package io.parley.routing.device;
