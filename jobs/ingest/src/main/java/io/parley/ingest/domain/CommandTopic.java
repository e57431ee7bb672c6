package io.parley.ingest.domain;

import java.io.Serializable;

/**
 * A generation of the topic of commands.
 *
 * @param name on the brokers
 * @param partitions their number. It never changes for a generation
 */
public record CommandTopic(String name, int partitions) implements Serializable {}
