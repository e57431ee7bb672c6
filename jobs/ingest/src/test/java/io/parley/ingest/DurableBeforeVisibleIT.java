package io.parley.ingest;

import static io.parley.ingest.testing.Commands.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.ingest.testing.Commands;
import io.parley.ingest.testing.FirstSight;
import io.parley.ingest.testing.IngestRig;
import io.parley.ingest.topics.IngestSinks;
import io.parley.schemas.command.ConversationCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G1: nobody sees an event or a SENT ack whose row is not durable yet, at any isolation level. */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY, Server.CQL})
class DurableBeforeVisibleIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CONVERSATIONS = 5;
  private static final int BATCH = 50;

  @TempDir Path checkpoints;

  /** Red when the job leaves the step out that stores the rows. */
  @Test
  void neitherEventNorAckIsSeenWhileTheRowCannotBeWritten(LocalServers servers) throws Exception {
    try (IngestRig rig = new IngestRig(servers, "durable", 3);
        MiniFlink flink = MiniFlink.start(1, 2)) {
      StreamExecutionEnvironment env =
          flink.environment(checkpoints, 2, "--execution.checkpointing.interval=200ms");
      IngestOptions options = rig.options();
      IngestJob.build(env, options, rig.sources(), IngestSinks.of(options));
      RunningJob job = flink.submit(env).awaitRunning();
      try (FirstSight gateway = new FirstSight(rig, servers.kafka().bootstrapServers())) {
        rig.send(creations());
        rig.send(texts("a"));
        int expected = CONVERSATIONS + BATCH;
        awaitSeen(gateway, expected);

        servers.cql().pause();
        try {
          rig.send(texts("b"));
          int before = expected;
          await()
              .during(Duration.ofSeconds(3))
              .atMost(Duration.ofSeconds(10))
              .untilAsserted(
                  () -> {
                    assertThat(gateway.seen()).isEqualTo(before);
                    assertThat(gateway.acked()).isEqualTo(before);
                  });
        } finally {
          servers.cql().resume();
        }
        expected += BATCH;
        awaitSeen(gateway, expected);
        assertThat(gateway.withoutRow()).isEmpty();
      }
      assertThat(job.restarts()).isZero();
      job.cancel();
    }
  }

  private static void awaitSeen(FirstSight gateway, int events) {
    await().atMost(PATIENCE).until(() -> gateway.seen() == events && gateway.acked() == events);
  }

  private static List<ConversationCommand> creations() {
    List<ConversationCommand> commands = new ArrayList<>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      commands.add(new Commands("c:" + i, "alice").group("create", join("alice")));
    }
    return commands;
  }

  private static List<ConversationCommand> texts(String batch) {
    List<ConversationCommand> commands = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      commands.add(new Commands("c:" + i % CONVERSATIONS, "alice").text(batch + i, "hello"));
    }
    return commands;
  }
}
