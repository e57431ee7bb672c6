/**
 * Simulated people, their devices, and the gateways that hold their connections: everything that
 * stands before Parley's topics.
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
 * it from chat logs. The gateways are those of the gateway library, {@link
 * io.parley.gateway.client}; the fleet plays the people and their devices. A device keeps a command
 * until its answer is there and acknowledges only what is complete.
 *
 * <p>It also misbehaves as the world does, by chance from the seed: devices leave with a word,
 * without a word, or half-open; deliveries get lost between gateway and device; answers get lost,
 * so that a command is sent again; gateways crash with all their connections and come back.
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
