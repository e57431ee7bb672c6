package io.parley.ingest.domain;

import java.io.Serializable;

/**
 * A generation of the topic of commands.
 *
 * @param name on the brokers
 */
public record CommandTopic(String name) implements Serializable {}
