package io.parley.common.env;

import java.util.Map;

/**
 * A topic as the brokers describe it.
 *
 * @param config the settings in force, by Kafka's names
 */
record TopicFacts(int partitions, Map<String, String> config) {

  TopicFacts {
    config = Map.copyOf(config);
  }

  String setting(String name) {
    return config.getOrDefault(name, "not set");
  }

  long number(String name) {
    return Long.parseLong(config.getOrDefault(name, "0"));
  }
}
