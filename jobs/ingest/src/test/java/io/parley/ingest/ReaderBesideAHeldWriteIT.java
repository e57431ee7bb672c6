package io.parley.ingest;

import static io.parley.ingest.testing.Commands.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.infra.local.proxy.Framing;
import io.parley.infra.local.proxy.TcpProxy;
import io.parley.infra.scylla.history.EventPage;
import io.parley.infra.scylla.history.HistoryEvent;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.ingest.testing.Commands;
import io.parley.ingest.testing.HeldWrites;
import io.parley.ingest.testing.IngestRig;
import io.parley.ingest.topics.IngestSinks;
import io.parley.ingest.topics.IngestSources;
import io.parley.schemas.command.ConversationCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway pages through the log of a conversation while the write of one of its messages is held
 * on its way to the database (G4): it skips nothing and repeats nothing. With more than one request
 * of a conversation under way, the reader would find message 6 and not message 5, and its next page
 * would begin behind them.
 */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY, Server.CQL})
class ReaderBesideAHeldWriteIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int PAGE = 3;
  private static final int MESSAGES = 20;
  private static final int SLOW = 5;

  private final Commands held = new Commands("held", "alice");
  private final Commands free = new Commands("free", "alice");
  private final List<Long> sequences = new ArrayList<>();

  @TempDir Path checkpoints;

  private HistoryReader reader;
  private long readUpTo;

  @Test
  void aReaderThatPagesSkipsAndRepeatsNothing(LocalServers servers) throws Exception {
    HeldWrites writes = new HeldWrites("a slow row");
    try (TcpProxy proxy = TcpProxy.to(() -> servers.cql().contactPoint(), Framing.CQL, writes);
        IngestRig rig = new IngestRig(servers, "paging", 2);
        MiniFlink flink = MiniFlink.start(1, 2)) {
      reader = new HistoryReader(rig.cql(), rig.name());
      RunningJob job = flink.submit(job(flink, rig, proxy)).awaitRunning();
      rig.send(List.of(held.group("c", join("alice")), free.group("c", join("alice"))));
      rig.send(messages(1, SLOW));
      await().atMost(PATIENCE).until(() -> writes.held() > 0);
      rig.send(messages(SLOW + 1, MESSAGES));
      await().atMost(PATIENCE).until(() -> events(free, 0, 50).events().size() == MESSAGES + 1);

      readOn();
      assertThat(sequences).isEqualTo(upTo(sequences.size())).hasSizeLessThanOrEqualTo(SLOW);

      writes.release();
      // The held request goes on with the next one of its connection.
      rig.send(List.of(free.text("later", "hello")));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                readOn();
                assertThat(sequences).isEqualTo(upTo(MESSAGES + 1));
              });
      assertThat(job.restarts()).isZero();
      job.cancel();
    }
  }

  private StreamExecutionEnvironment job(MiniFlink flink, IngestRig rig, TcpProxy proxy) {
    StreamExecutionEnvironment env = flink.environment(checkpoints, 2);
    IngestOptions options = rig.options("--scylladb.contact-points=" + proxy.hostAndPort());
    IngestJob.build(env, options, IngestSources.of(options), IngestSinks.of(options));
    return env;
  }

  /** Messages to both conversations; one of them is the slow one. */
  private List<ConversationCommand> messages(int from, int to) {
    List<ConversationCommand> commands = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      commands.add(held.text("m" + i, i == SLOW ? "a slow row" : "hello"));
      commands.add(free.text("m" + i, "hello"));
    }
    return commands;
  }

  /** Reads page after page behind what was read before, as a gateway does for a SYNC. */
  private void readOn() {
    EventPage page;
    do {
      page = events(held, readUpTo, PAGE);
      for (HistoryEvent event : page.events()) {
        sequences.add(event.sequence());
        readUpTo = event.eventId();
      }
    } while (page.events().size() == PAGE);
  }

  private EventPage events(Commands conversation, long after, int limit) {
    return reader.eventsAfter(conversation == held ? "held" : "free", after, Long.MAX_VALUE, limit);
  }

  private static List<Long> upTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
