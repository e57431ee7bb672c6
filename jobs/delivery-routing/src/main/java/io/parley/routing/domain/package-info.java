/**
 * The decisions of delivery routing, without the engine.
 *
 * <p>{@link io.parley.routing.domain.ConversationRouter} decides whom an event concerns, {@link
 * io.parley.routing.domain.UserRouter} what goes to the devices of one user. What they remember
 * lies in a few packed records behind {@link io.parley.routing.domain.ConversationMemory} and
 * {@link io.parley.routing.domain.UserMemory}; the times that they go by are the brokers' ({@link
 * io.parley.routing.domain.InputTime}).
 */
package io.parley.routing.domain;
