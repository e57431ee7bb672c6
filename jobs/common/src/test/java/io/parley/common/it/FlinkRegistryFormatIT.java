package io.parley.common.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.registry.Registry;
import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.TestKafka;
import io.parley.common.types.RecordTypes;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.SchemaLookup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvroDeserializationSchema;
import org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvroSerializationSchema;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flink's own Confluent formats on our registry client, against the real registry: they read what
 * our encoder wrote, and our strict decoder reads what they wrote.
 */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY})
class FlinkRegistryFormatIT {

  private final LocalServers servers;

  @TempDir Path checkpoints;

  FlinkRegistryFormatIT(LocalServers servers) {
    this.servers = servers;
  }

  @Test
  void flinksFormatsAndOursUnderstandEachOther() throws Exception {
    Deployment deployment = Deployment.of(servers, "formats.");
    String input = deployment.kafka().topic(Topics.RECEIPTS);
    String output = deployment.kafka().topic("copies");
    deployment.register(Topics.RECEIPTS, Receipt.getClassSchema());
    deployment.register("copies", Receipt.getClassSchema());
    SchemaLookup lookup = Registry.of(deployment.registry()).open(new UnregisteredMetricsGroup());
    Receipt receipt =
        Receipt.newBuilder()
            .setConversationId("conversation")
            .setUserId("user")
            .setDeviceId("device")
            .setMessageId(42)
            .setKind(ReceiptKind.READ)
            .build();

    try (TestKafka kafka = new TestKafka(servers.kafka().bootstrapServers());
        MiniFlink flink = MiniFlink.start(1, 1)) {
      kafka.create(input, 1, Map.of());
      kafka.create(output, 1, Map.of());
      kafka.send(
          input,
          "conversation".getBytes(UTF_8),
          RecordEncoder.of(Receipt.class, input, lookup).encode(receipt));

      flink.submit(build(flink.environment(checkpoints, 1), deployment, input, output));
      ConsumerRecord<byte[], byte[]> copy = kafka.read(output, READ_UNCOMMITTED, 1).get(0);

      assertThat(RecordDecoder.of(Receipt.class, lookup).decode(copy.value()))
          .isEqualTo(new Decoding.Decoded<>(receipt));
    }
  }

  private static StreamExecutionEnvironment build(
      StreamExecutionEnvironment environment, Deployment deployment, String input, String output) {
    String brokers = deployment.kafka().bootstrapServers();
    String registry = deployment.registry().urls().get(0);
    environment
        .fromSource(
            KafkaSource.<Receipt>builder()
                .setBootstrapServers(brokers)
                .setTopics(input)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(
                    new Receipts(
                        ConfluentRegistryAvroDeserializationSchema.forSpecific(
                            Receipt.class, registry)))
                .build(),
            WatermarkStrategy.noWatermarks(),
            "Receipts")
        .uid("receipts")
        .sinkTo(
            KafkaSink.<Receipt>builder()
                .setBootstrapServers(brokers)
                .setRecordSerializer(
                    KafkaRecordSerializationSchema.<Receipt>builder()
                        .setTopic(output)
                        .setValueSerializationSchema(
                            ConfluentRegistryAvroSerializationSchema.forSpecific(
                                Receipt.class, output + "-value", registry))
                        .build())
                .build())
        .uid("copies")
        .name("Copies");
    return environment;
  }

  /**
   * Flink's format, with our type: Flink's {@code AvroTypeInfo} takes a record apart by its
   * setters, and our records have none.
   */
  private record Receipts(DeserializationSchema<Receipt> flink)
      implements DeserializationSchema<Receipt> {

    @Override
    public Receipt deserialize(byte[] value) throws IOException {
      return flink.deserialize(value);
    }

    @Override
    public boolean isEndOfStream(Receipt next) {
      return false;
    }

    @Override
    public TypeInformation<Receipt> getProducedType() {
      return RecordTypes.avro(Receipt.class);
    }
  }
}
