/**
 * Ids: the 64-bit ids of messages and events, with what can be read from them alone, and the rule
 * for textual ids.
 *
 * <p>{@link io.parley.schemas.id.Snowflake} packs time, datacenter, source partition and sequence
 * into a positive {@code long} that sorts by time. {@link io.parley.schemas.id.MessageBucket} is
 * the 10-day window of an id: the second half of the partition key of every table that grows with
 * the messages of a conversation. Since both are functions of the id, a row is found without a
 * look-up, and its write timestamp is the same in every replay.
 *
 * <p>{@link io.parley.schemas.id.Identifiers} is the rule for the textual ids: of users,
 * conversations, devices, gateways and client messages.
 *
 * <p>Everything here is stateless and safe for use by any number of threads.
 */
package io.parley.schemas.id;
