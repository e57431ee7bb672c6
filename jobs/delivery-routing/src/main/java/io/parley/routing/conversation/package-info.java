/**
 * Everything about one conversation: which of its events were seen, who its members are, and
 * whether an event goes to each member or to each gateway.
 *
 * <p>{@link io.parley.routing.conversation.ConversationRouter} is the decision, without Flink;
 * {@link io.parley.routing.conversation.ConversationFanOut} is the operator that keeps its memory
 * in Flink state.
 *
 * <pre>
 *   event ──► at or below the high-water mark? ──► dropped: an ingest crash showed it twice
 *     │
 *     ├─ up to the threshold ──► once for each member
 *     └─ above it ─────────────► once for each live gateway (BROADCAST)
 *                                and for each member who joins or leaves with this event;
 *                                a round of nudges, so that who is away is pushed to
 * </pre>
 *
 * <p>Which gateways are live is known from sightings: what any session event says about its
 * gateway, thinned out beside the source and broadcast to every instance of the operator. So there
 * is no registry with one hot key, and nothing to ask.
 */
package io.parley.routing.conversation;
