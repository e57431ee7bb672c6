package io.parley.schemas.broker;

import java.util.Map;

/**
 * A topic as the brokers describe it.
 *
 * @param config the settings in force, by Kafka's names
 */
public record TopicFacts(int partitions, Map<String, String> config) {

  public TopicFacts {
    config = Map.copyOf(config);
  }

  /** The value in force, or "not set". */
  public String setting(String name) {
    return config.getOrDefault(name, "not set");
  }

  /** The value in force as a number; 0 if it is not set. */
  public long number(String name) {
    return Long.parseLong(config.getOrDefault(name, "0"));
  }
}
