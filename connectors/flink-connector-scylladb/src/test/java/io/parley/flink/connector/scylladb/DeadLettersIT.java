package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** Rows that the server refuses, in a job, with a dead-letter topic on a real broker. */
@UsesLocalServers({Server.CQL, Server.KAFKA})
class DeadLettersIT {

  private static final String TOO_LONG = "x".repeat(70_000);

  /** Would catch a connector that refuses every KafkaSink, whatever its guarantee. */
  @Test
  void aRefusedRowEndsInTheTopicAndTheOthersInTheTable(LocalServers servers) throws Exception {
    String kafka = servers.kafka().bootstrapServers();
    createTopic(kafka, "letters");
    try (ReadingTable table = new ReadingTable(servers.cql())) {
      run(table, sink(kafka, "letters", DeliveryGuarantee.AT_LEAST_ONCE).build());

      assertThat(valuesOf(table)).containsExactly("s/1", "s/3");
    }
    assertThat(letters(kafka, "letters")).containsExactly("2 invalidValue");
  }

  @Test
  void aTransactionalSinkFailsTheJobRatherThanKeepALetterBack(LocalServers servers)
      throws Exception {
    String kafka = servers.kafka().bootstrapServers();
    createTopic(kafka, "never");
    try (ReadingTable table = new ReadingTable(servers.cql())) {
      assertThatThrownBy(
              () ->
                  run(
                      table,
                      sink(kafka, "never", DeliveryGuarantee.EXACTLY_ONCE)
                          .setTransactionalIdPrefix("dead-letters-it")
                          .setProperty("transaction.timeout.ms", "60000")
                          .build()))
          .rootCause()
          .hasMessageContaining("Use a sink with the guarantee AT_LEAST_ONCE");
    }
  }

  private static void run(ReadingTable table, KafkaSink<String> letters) throws Exception {
    var env = TestJobs.environmentWithObjectReuse(0);
    TestJobs.numbers(env, 3, 3)
        .map(i -> new Reading("s", i, i == 2 ? TOO_LONG : "s/" + i, i))
        .sinkTo(
            ScyllaSink.<Reading>builder()
                .options(table.options())
                .upsert(clusteredByValue(table))
                .onRefused(
                    RefusedRows.deadLetters(letters, row -> row.record().at + " " + row.rule()))
                .build());
    env.execute();
  }

  /** The server limits a clustering key to 64 KiB. */
  private static ScyllaUpsert<Reading> clusteredByValue(ReadingTable table) {
    table
        .session()
        .execute(
            "CREATE TABLE "
                + table.name()
                + "_values (sensor text, value text, PRIMARY KEY (sensor, value))");
    return ScyllaUpsert.of(
        "INSERT INTO " + table.name() + "_values (sensor, value) VALUES (?, ?) USING TIMESTAMP ?",
        (reading, row) -> row.setString("sensor", reading.sensor).setString("value", reading.value),
        reading -> reading.version);
  }

  private static List<String> valuesOf(ReadingTable table) {
    return table.session().execute("SELECT value FROM " + table.name() + "_values").all().stream()
        .map(row -> row.getString("value"))
        .toList();
  }

  private static KafkaSinkBuilder<String> sink(
      String kafka, String topic, DeliveryGuarantee guarantee) {
    return KafkaSink.<String>builder()
        .setBootstrapServers(kafka)
        .setDeliveryGuarantee(guarantee)
        .setRecordSerializer(
            KafkaRecordSerializationSchema.builder()
                .setTopic(topic)
                .setValueSerializationSchema(new SimpleStringSchema())
                .build());
  }

  private static void createTopic(String kafka, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static List<String> letters(String kafka, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> letters = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> letters.add(r.value()));
                return consumer.position(partition) >= end;
              });
    }
    return letters;
  }
}
