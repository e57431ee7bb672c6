package io.parley.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.kafka.SourceRecord;
import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.ingest.testing.IngestRig;
import io.parley.ingest.testing.Outcome;
import io.parley.ingest.testing.RandomCommands;
import io.parley.ingest.topics.IngestSinks;
import io.parley.ingest.topics.IngestSources;
import io.parley.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same log of commands, once through crashes, restores and a rescale while it is being written,
 * once straight: events, ids, acks and tables must be equal to the byte (G6, and with it G3 and
 * G4).
 *
 * <p>That the comparison can fail is part of the test: a third run with a wall clock smuggled into
 * the numbering must differ.
 */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY, Server.CQL})
class DeterminismIT {

  private static final long SEED = 20_240_704L;
  private static final int CHUNK = 60;

  private enum Trouble {
    NONE,
    CRASH,
    RESCALE
  }

  @TempDir Path directory;

  @Test
  void aRunThroughCrashesAndARescaleLeavesTheSameBehindAsAStraightOne(LocalServers servers)
      throws Exception {
    try (IngestRig troubled = new IngestRig(servers, "troubled", 4);
        IngestRig straight = new IngestRig(servers, "straight", 4);
        IngestRig clocked = new IngestRig(servers, "clocked", 4)) {
      int commands = runThroughTrouble(troubled);
      runStraight(again(troubled), troubled, straight, commands);
      Outcome expected = Outcome.of(straight);
      Outcome actual = Outcome.of(troubled);

      assertThat(expected.events()).hasSize(12);
      assertThat(actual.events()).isEqualTo(expected.events());
      assertThat(actual.eventsOfGateways()).isEqualTo(expected.events());
      assertThat(actual.acks()).isEqualTo(expected.acks());
      assertThat(actual.rows()).isEqualTo(expected.rows());

      runStraight(withWallClock(troubled), troubled, clocked, commands);
      Outcome smuggled = Outcome.of(clocked);
      assertThat(smuggled.events()).isNotEqualTo(expected.events());
      assertThat(smuggled.acks()).isNotEqualTo(expected.acks());
      assertThat(smuggled.rows()).isNotEqualTo(expected.rows());
    }
  }

  /** Commands arrive while TaskManagers die and the job changes its size. */
  private int runThroughTrouble(IngestRig rig) throws Exception {
    Random random = new Random(SEED);
    RandomCommands traffic = new RandomCommands(rig, SEED);
    try (MiniFlink flink = MiniFlink.start(1, 3)) {
      RunningJob job = flink.submit(job(flink, 2, rig.sources(), rig, rig));
      traffic.createConversations();
      int taskManager = 0;
      for (Trouble trouble : troubles(random)) {
        traffic.send(CHUNK);
        job.awaitRunning();
        job.awaitCheckpoints(random.nextInt(2));
        traffic.send(CHUNK);
        if (trouble == Trouble.CRASH) {
          flink.stopTaskManager(taskManager++);
          flink.startTaskManager();
        } else if (trouble == Trouble.RESCALE) {
          String savepoint = job.stopWithSavepoint(directory);
          job = flink.submit(job(flink, 3, rig.sources(), rig, rig), savepoint);
        }
      }
      awaitAcks(rig, traffic.count());
      job.cancel();
    }
    return traffic.count();
  }

  private static List<Trouble> troubles(Random random) {
    List<Trouble> troubles =
        new ArrayList<>(List.of(Trouble.CRASH, Trouble.RESCALE, Trouble.CRASH, Trouble.NONE));
    Collections.shuffle(troubles, random);
    return troubles;
  }

  private void runStraight(IngestSources sources, IngestRig in, IngestRig out, int commands)
      throws Exception {
    try (MiniFlink flink = MiniFlink.start(1, 2)) {
      RunningJob job = flink.submit(job(flink, 2, sources, in, out));
      awaitAcks(out, commands);
      job.assertNoTransactionWasLost();
      assertThat(job.restarts()).isZero();
      job.cancel();
    }
  }

  private StreamExecutionEnvironment job(
      MiniFlink flink, int parallelism, IngestSources sources, IngestRig in, IngestRig out) {
    StreamExecutionEnvironment env =
        flink.environment(directory, parallelism, "--execution.checkpointing.interval=200ms");
    IngestJob.build(env, in.options(), sources, IngestSinks.of(out.options()));
    return env;
  }

  private static void awaitAcks(IngestRig rig, int commands) {
    rig.kafka().read(rig.topic(Topics.ACKS), IsolationLevel.READ_COMMITTED, commands);
  }

  /** The same commands once more, without the state of the first run. */
  private static IngestSources again(IngestRig rig) {
    return rig.sources("--kafka.lost-state=ALLOW");
  }

  private static IngestSources withWallClock(IngestRig rig) {
    KafkaSource<SourceRecord> source =
        KafkaSource.<SourceRecord>builder()
            .setBootstrapServers(rig.options().platform().kafka().bootstrapServers())
            .setTopics(rig.topic(Topics.COMMANDS))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new WallClock())
            .build();
    return new IngestSources(source, again(rig).topic(), again(rig).intake());
  }

  /** Dates a record when it is read, as a careless job would. */
  private static final class WallClock implements KafkaRecordDeserializationSchema<SourceRecord> {
    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
      out.collect(
          new SourceRecord(
              record.topic(),
              record.partition(),
              record.offset(),
              System.currentTimeMillis(),
              true,
              record.key(),
              record.value(),
              null));
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
      return TypeInformation.of(SourceRecord.class);
    }
  }
}
