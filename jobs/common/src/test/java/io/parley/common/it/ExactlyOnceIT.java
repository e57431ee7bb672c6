package io.parley.common.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.options.KafkaOptions;
import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.common.testing.TestKafka;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kafka to Kafka through a crash and a rescale, with both ways to name transactions. */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY})
class ExactlyOnceIT {

  private static final int ROUND = 500;

  private final LocalServers servers;

  @TempDir Path checkpoints;
  @TempDir Path savepoints;

  ExactlyOnceIT(LocalServers servers) {
    this.servers = servers;
  }

  @ParameterizedTest
  @EnumSource
  void aCrashAndARescaleLoseNothingAndDoubleNothing(TransactionNamingStrategy naming)
      throws Exception {
    KafkaOptions options =
        Deployment.of(
                servers,
                "once-%s.".formatted(naming),
                "--kafka.transaction.naming=" + naming,
                "--kafka.transaction.timeout=2 min")
            .kafka();
    try (TestKafka kafka = new TestKafka(servers.kafka().bootstrapServers());
        MiniFlink flink = MiniFlink.start(2, 2)) {
      kafka.create(options.topic(CopyJob.INPUT), 4, Map.of());
      kafka.create(options.topic(CopyJob.OUTPUT), 4, Map.of());

      RunningJob first = submit(flink, options, 2, null);
      kafka.send(CopyJob.originals(options, 0, ROUND));
      first.awaitCheckpoints(1);
      kafka.send(CopyJob.originals(options, ROUND, ROUND));
      flink.stopTaskManager(0);
      kafka.send(CopyJob.originals(options, 2 * ROUND, ROUND));
      first.awaitRunning();
      first.awaitCheckpoints(1);
      String savepoint = first.stopWithSavepoint(savepoints);

      RunningJob second = submit(flink, options, 1, savepoint);
      kafka.send(CopyJob.originals(options, 3 * ROUND, ROUND));
      List<ConsumerRecord<byte[], byte[]>> copies =
          kafka.read(options.topic(CopyJob.OUTPUT), READ_COMMITTED, 4 * ROUND);
      second.awaitCheckpoints(2);
      second.cancel();

      assertThat(kafka.readAll(options.topic(CopyJob.OUTPUT), READ_COMMITTED))
          .as("nothing came after the expected number")
          .hasSameSizeAs(copies);
      assertEachOnceAndInOrder(copies, 4 * ROUND);
    }
  }

  private RunningJob submit(MiniFlink flink, KafkaOptions options, int parallelism, String from)
      throws Exception {
    var environment =
        CopyJob.build(
            flink.environment(checkpoints, parallelism, "--execution.checkpointing.interval=200ms"),
            options);
    RunningJob job = from == null ? flink.submit(environment) : flink.submit(environment, from);
    return job.awaitRunning();
  }

  private static void assertEachOnceAndInOrder(
      List<ConsumerRecord<byte[], byte[]>> copies, int count) {
    Map<String, List<Integer>> byKey = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> copy : copies) {
      byKey
          .computeIfAbsent(new String(copy.key(), UTF_8), key -> new ArrayList<>())
          .add(Integer.valueOf(new String(copy.value(), UTF_8)));
    }
    assertThat(byKey.values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count).boxed().toList());
    assertThat(byKey)
        .allSatisfy(
            (key, values) -> assertThat(values).isSortedAccordingTo(Comparator.naturalOrder()));
  }
}
