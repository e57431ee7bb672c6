package io.parley.common.options;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The properties that are passed through to Kafka's clients. At least one client must know each of
 * them. Properties on which the guarantees rest are refused, and so are secrets in plain sight.
 */
final class KafkaClientProperties {

  private static final List<ConfigDef> DEFINITIONS =
      List.of(
          ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef());

  /** The properties that the job sets itself, because its guarantees depend on them. */
  private static final Set<String> OWNED =
      Set.of(
          "acks",
          "auto.offset.reset",
          "bootstrap.servers",
          "config.providers",
          "max.request.size",
          "enable.auto.commit",
          "enable.idempotence",
          "group.id",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "max.in.flight.requests.per.connection",
          "partitioner.class",
          "partitioner.ignore.keys",
          "transaction.timeout.ms",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file|directory):[^}]+\\}");

  private KafkaClientProperties() {}

  static Map<String, String> read(OptionReader reader) {
    Map<String, String> properties = new TreeMap<>(reader.passThrough(KafkaOptions.CLIENT_PREFIX));
    properties.forEach((key, value) -> check(reader, key, value));
    if (properties.values().stream().anyMatch(value -> REFERENCE.matcher(value).matches())) {
      properties.put("config.providers", "file,directory");
      properties.put(
          "config.providers.file.class",
          "org.apache.kafka.common.config.provider.FileConfigProvider");
      properties.put(
          "config.providers.directory.class",
          "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
    }
    return properties;
  }

  private static void check(OptionReader reader, String key, String value) {
    String option = KafkaOptions.CLIENT_PREFIX + key;
    List<ConfigDef.ConfigKey> known =
        DEFINITIONS.stream()
            .map(definition -> definition.configKeys().get(key))
            .filter(found -> found != null)
            .toList();
    if (OWNED.contains(key)) {
      reader.faultWithoutValue(
          option, "is set by the job, as its guarantees rest on it; remove it");
    } else if (known.isEmpty()) {
      reader.faultWithoutValue(option, "no Kafka client knows such a property");
    } else if (known.stream().anyMatch(found -> found.type() == ConfigDef.Type.PASSWORD)
        && !REFERENCE.matcher(value).matches()) {
      reader.faultWithoutValue(
          option,
          "is a secret; expected a reference such as ${file:/etc/parley/kafka.properties:password},"
              + " as its value would show in the dashboard");
    }
  }
}
