package io.parley.common.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.common.kafka.KafkaSinks;
import io.parley.common.kafka.KafkaSources;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.kafka.TopicSerializer;
import io.parley.common.options.KafkaOptions;
import io.parley.common.testing.TestJobs;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.topic.TopicSpec.WhenLost;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Copies a topic to another, by key, in transactions. */
final class CopyJob {

  static final String INPUT = "originals";
  static final String OUTPUT = "copies";

  private static final JobSpec JOB = TestJobs.named("copy", List.of(INPUT), List.of(OUTPUT));

  private CopyJob() {}

  static StreamExecutionEnvironment build(
      StreamExecutionEnvironment environment, KafkaOptions kafka) {
    return build(environment, kafka, WhenLost.FAIL);
  }

  static StreamExecutionEnvironment build(
      StreamExecutionEnvironment environment, KafkaOptions kafka, WhenLost whenLost) {
    environment
        .fromSource(
            KafkaSources.of(kafka, JOB, INPUT, whenLost),
            WatermarkStrategy.noWatermarks(),
            "Originals")
        .uid("originals")
        .keyBy(record -> new String(record.key(), UTF_8))
        .sinkTo(sink(kafka))
        .uid("copies")
        .name("Copies");
    return environment;
  }

  static Sink<SourceRecord> sink(KafkaOptions kafka) {
    return KafkaSinks.transactional(kafka, JOB, "", new Copy(kafka.topic(OUTPUT)));
  }

  /** Records numbered from {@code from} on, under ten keys. */
  static List<ProducerRecord<byte[], byte[]>> originals(KafkaOptions kafka, int from, int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      records.add(
          new ProducerRecord<>(
              kafka.topic(INPUT), ("key-" + i % 10).getBytes(UTF_8), ("" + i).getBytes(UTF_8)));
    }
    return records;
  }

  private static final class Copy extends TopicSerializer<SourceRecord> {
    Copy(String topic) {
      super(topic);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        SourceRecord source, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(topic(), source.key(), source.value());
    }
  }
}
