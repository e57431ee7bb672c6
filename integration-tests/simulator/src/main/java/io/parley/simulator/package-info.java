/**
 * Simulated people, their devices, and the gateways that hold their connections. Together they are
 * the clients of Parley's topics.
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
 * <p>A {@link io.parley.simulator.Script} tells the acts of the people and their times. {@link
 * io.parley.simulator.SmallTalk} makes a script up from a seed, and {@code
 * io.parley.simulator.replay} reads one from chat logs. The gateways are those of the gateway
 * library, {@link io.parley.gateway.client}. The fleet plays the people and their devices. A device
 * keeps a command until its ack is there, and acknowledges only events before which nothing is
 * missing.
 *
 * <p>The fleet also makes trouble, at random from the seed. Devices disconnect, lose their line, or
 * stay half-open. Deliveries get lost between gateway and device. Acks get lost, so that a command
 * is sent again. Gateways crash with all their connections and come back.
 *
 * <p>The fleet checks what it gets: {@link io.parley.simulator.Fleet#drain} ends only when every
 * device of every member holds every event. It counts events by acks (one for each command that was
 * SENT), so it would notice an event that reached nobody.
 *
 * <p>Latencies run from the time at which the script wanted the message sent, not from the time at
 * which the fleet sent it. So a stall counts for every message that it delayed (no coordinated
 * omission). Memory grows with users, devices and conversations, not with messages.
 */
package io.parley.simulator;
