package io.parley.routing.topics;

/**
 * A packed input on its way to one user, between the operators of the job.
 *
 * @param userId the key
 * @param at an append time at or before now, from which the task of the user learns the time
 * @param packed a {@code UserInput}. It is packed once for many users and copied as an array
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
public record ToUser(String userId, long at, byte[] packed) {}
