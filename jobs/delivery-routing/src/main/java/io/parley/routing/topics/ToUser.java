package io.parley.routing.topics;

/**
 * What goes to one user, between the operators of the job.
 *
 * @param userId the key
 * @param at an append time at or before now, from which the task of the user learns the time
 * @param packed a {@code UserInput}. An array, so that it is packed once for many users and copied
 *     as it is
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
public record ToUser(String userId, long at, byte[] packed) {}
