package io.parley.common.it;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.parley.common.options.JobArguments;
import io.parley.common.options.KafkaOptions;
import io.parley.common.options.OptionReader;
import io.parley.common.options.RegistryOptions;
import io.parley.infra.local.junit.LocalServers;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A deployment of a test's own on the shared servers: everything under one prefix. */
record Deployment(KafkaOptions kafka, RegistryOptions registry) {

  static Deployment of(LocalServers servers, String prefix, String... more) {
    List<String> args = new ArrayList<>(List.of(more));
    args.add("--kafka.bootstrap-servers=" + servers.kafka().bootstrapServers());
    args.add("--kafka.topic-prefix=" + prefix);
    args.add("--kafka.id-prefix=" + prefix + "test");
    args.add("--registry.url=" + servers.registry().url());
    return JobArguments.parse(
            List.of(KafkaOptions.GROUP, RegistryOptions.GROUP),
            args.toArray(String[]::new),
            Deployment::read)
        .options();
  }

  private static Deployment read(OptionReader reader) {
    return new Deployment(KafkaOptions.read(reader), RegistryOptions.read(reader));
  }

  /** Registers a schema for a topic, as the deploy step does, and gives its id. */
  int register(String topic, Schema schema) throws Exception {
    try (CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(registry.urls(), 10)) {
      return client.register(kafka.topic(topic) + "-value", new AvroSchema(schema));
    }
  }
}
