/**
 * The decisions of delivery routing, without Flink.
 *
 * <p>{@link io.parley.routing.domain.ConversationRouter} decides which users an event concerns.
 * {@link io.parley.routing.domain.UserRouter} decides what goes to the devices of one user. Their
 * state lies in a few packed records behind {@link io.parley.routing.domain.ConversationMemory} and
 * {@link io.parley.routing.domain.UserMemory}. Their times are the brokers' ({@link
 * io.parley.routing.domain.InputTime}).
 */
package io.parley.routing.domain;
