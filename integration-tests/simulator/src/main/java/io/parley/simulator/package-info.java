/**
 * Simulated people, their devices, and the gateways that hold their connections: everything that
 * stands before Parley's topics, as plain Kafka clients in one thread.
 *
 * <pre>{@code
 * try (Fleet fleet = new Fleet(stack, FleetSettings.of(seed), new SmallTalk(talk))) {
 *   fleet.open(Duration.ofMinutes(1));   // everybody connects, conversations are created
 *   fleet.talk();                        // from now on the script's clock runs
 *   fleet.awaitEndOfScript(deadline);
 *   fleet.drain(Duration.ofMinutes(2));  // everybody comes back; nobody may miss anything
 * }
 * }</pre>
 *
 * <p>A {@link io.parley.simulator.Script} says what people do and when: {@link
 * io.parley.simulator.SmallTalk} makes it up from a seed, {@code io.parley.simulator.replay} takes
 * it from chat logs. The fleet does what the contract asks of gateways and clients: sends a command
 * again, under the same client_message_id, until an ack reaches the device; drops what names
 * another epoch, and first attempts at or below the newest (it reads uncommitted); acknowledges
 * only when nothing before is missing; answers a SYNC by paging the history.
 *
 * <p>It also misbehaves as the world does, by chance from the seed: devices leave with a word,
 * without a word, or half-open; deliveries get lost between gateway and device; commands are sent
 * twice for no reason; gateways die with all their connections.
 *
 * <p>It is a witness too: {@link io.parley.simulator.Fleet#drain} ends only when every device of
 * every member holds every event. It counts events by acks (one for each command that was SENT), so
 * it would notice an event that reached nobody.
 *
 * <p>Latencies run from the time at which the script wanted the message sent, not from when the
 * fleet got round to it: a stall counts for everything that it delayed (no coordinated omission).
 * Memory grows with users, devices and conversations, not with messages.
 */
package io.parley.simulator;
