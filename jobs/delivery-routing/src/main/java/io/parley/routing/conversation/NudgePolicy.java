package io.parley.routing.conversation;

import java.io.Serializable;
import java.time.Duration;

/**
 * How often and how fast the members of large conversations are nudged.
 *
 * @param quietInterval from the start of a round to that of the next one of the same conversation
 * @param membersPerSecond over all conversations of a subtask
 */
public record NudgePolicy(Duration quietInterval, int membersPerSecond) implements Serializable {}
