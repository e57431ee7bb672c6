package io.parley.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.receipts.topics.ReceiptAggregationSinks;
import io.parley.receipts.topics.ReceiptAggregationSources;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Row;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables and queries of {@code ANALYTICS.md} are read out of that page and run on what the job
 * wrote about conversations of which everything is known. Seen red with a status of DELIVERED
 * instead of READ in the second query.
 */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY, Server.CQL})
class AnalyticsPageIT {

  @TempDir Path checkpoints;

  /** Before the first Avro class is touched, as in the job's own processes. */
  @BeforeAll
  static void boundAvro() {
    AvroSafety.apply();
  }

  @Test
  void theQueriesOfThePageAnswerWhatTheySay(LocalServers servers) throws Exception {
    Instant now = Instant.now();
    Instant longAgo = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofMinutes(115));
    Talk slow = new Talk("slow", longAgo.toEpochMilli());
    slow.members(ConversationKind.DIRECT, MemberAction.JOIN, "ann", "bob");
    List<Long> s = List.of(slow.send("ann"), slow.send("ann"));
    Talk quick =
        new Talk("quick", now.toEpochMilli()).members(MemberAction.JOIN, "ann", "bob", "cem");
    List<Long> q = List.of(quick.send("ann"), quick.send("ann"), quick.send("ann"));
    Talk unread =
        new Talk("unread", now.toEpochMilli())
            .members(MemberAction.JOIN, "ann", "cem", "dee", "eve");
    long u = unread.send("ann");
    unread.members(MemberAction.LEAVE, "dee");

    try (ReceiptsRig rig = new ReceiptsRig(servers, "analytics")) {
      try (MiniFlink flink = MiniFlink.start(1, 2)) {
        RunningJob job = start(rig, flink);
        rig.sendEvents(slow.events());
        rig.sendEvents(quick.events());
        rig.sendEvents(unread.events());
        rig.sendReceipts(
            List.of(
                slow.read("bob", s.get(1)),
                quick.read("bob", q.get(2)),
                quick.receipt("cem", q.get(2), ReceiptKind.DELIVERED),
                quick.read("cem", q.get(0))));
        // Event time moves on, and the minutes of the above end.
        long later = now.plus(Duration.ofMinutes(10)).toEpochMilli();
        rig.sendEvents(new Talk("later", later).members(MemberAction.JOIN, "ann").events());
        patiently().until(() -> total(rig, ReceiptStats::getMessages) == 6);
        patiently().until(() -> total(rig, ReceiptStats::getDeliveries) == 8);
        patiently().until(() -> total(rig, ReceiptStats::getReads) == 6);
        patiently()
            .until(() -> unread(rig, "quick", "cem") == 2 && unread(rig, "unread", "eve") == 1);
        job.awaitCheckpoints(2);
        job.cancel();
      }

      AnalyticsPage page = new AnalyticsPage(rig);
      assertThat(page.rowsOf("Status of every message"))
          .containsExactlyInAnyOrder(
              Row.of("slow", s.get(0), "READ", 1, 1, 1),
              Row.of("slow", s.get(1), "READ", 1, 1, 1),
              Row.of("quick", q.get(0), "READ", 2, 2, 2),
              Row.of("quick", q.get(1), "DELIVERED", 2, 1, 2),
              Row.of("quick", q.get(2), "DELIVERED", 2, 1, 2),
              Row.of("unread", u, "SENT", 0, 0, 3));
      assertReadRates(page.rowsOf("Read rate by hour"), longAgo);
      assertThat(page.rowsOf("Slowest conversations"))
          .containsExactlyInAnyOrder(
              Row.of("slow", 2L, millisUntilRead(rig, s)),
              Row.of("quick", 1L, millisUntilRead(rig, q.subList(0, 1))));
      assertThat(page.rowsOf("Unread backlog"))
          .containsExactlyInAnyOrder(Row.of("cem", 3, 2L), Row.of("eve", 1, 1L));
    }
  }

  /** Columns: hour, kind, messages, deliveries, reads, rate. */
  private static void assertReadRates(List<Row> rows, Instant longAgo) {
    assertThat(sums(rows, "DIRECT")).containsExactly(2L, 2L, 2L);
    assertThat(sums(rows, "GROUP")).containsExactly(4L, 6L, 4L);
    assertThat(rows)
        .filteredOn(row -> "DIRECT".equals(row.getField(1)) && !Objects.equals(row.getField(2), 0L))
        .containsExactly(Row.of(longAgo.truncatedTo(ChronoUnit.HOURS), "DIRECT", 2L, 0L, 0L, null));
    assertThat(rows)
        .filteredOn(row -> !Objects.equals(row.getField(3), 0L))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat((Double) row.getField(5))
                    .isEqualTo((double) number(row, 4) / number(row, 3)));
  }

  private static List<Long> sums(List<Row> rows, String kind) {
    List<Long> sums = new ArrayList<>(List.of(0L, 0L, 0L));
    rows.stream()
        .filter(row -> kind.equals(row.getField(1)))
        .forEach(
            row -> {
              for (int i = 0; i < 3; i++) {
                sums.set(i, sums.get(i) + number(row, i + 2));
              }
            });
    return sums;
  }

  private static long number(Row row, int column) {
    return (Long) Objects.requireNonNull(row.getField(column));
  }

  /** The average, from the table. */
  private static long millisUntilRead(ReceiptsRig rig, Collection<Long> messages) {
    long sum =
        rig.rows("SELECT message_id, updated_at FROM %s.message_status").stream()
            .filter(row -> messages.contains(row.getLong("message_id")))
            .mapToLong(
                row ->
                    Objects.requireNonNull(row.getInstant("updated_at")).toEpochMilli()
                        - Snowflake.unixMillis(row.getLong("message_id")))
            .sum();
    return sum / messages.size();
  }

  /** The sum over the newest record of each window and kind. */
  private static long total(ReceiptsRig rig, ToLongFunction<ReceiptStats> of) throws Exception {
    Map<String, ReceiptStats> newest = new HashMap<>();
    for (ReceiptStats stats : rig.committed(Topics.RECEIPT_STATS, ReceiptStats.class)) {
      newest.merge(
          stats.getWindowStart() + " " + stats.getConversationKind(),
          stats,
          (a, b) -> a.getVersion() > b.getVersion() ? a : b);
    }
    return newest.values().stream().mapToLong(of).sum();
  }

  /** As the topic tells it; -1 for no cursor. */
  private static int unread(ReceiptsRig rig, String conversation, String user) throws Exception {
    return rig.committed(Topics.READ_CURSORS, ReadCursor.class).stream()
        .filter(Objects::nonNull)
        .filter(cursor -> cursor.getConversationId().equals(conversation))
        .filter(cursor -> cursor.getUserId().equals(user))
        .reduce((earlier, later) -> later)
        .map(ReadCursor::getUnreadCount)
        .orElse(-1);
  }

  private RunningJob start(ReceiptsRig rig, MiniFlink flink) throws Exception {
    StreamExecutionEnvironment env =
        flink.environment(checkpoints, 2, "--execution.checkpointing.interval=300ms");
    // Messages of hours ago are no replay here, so nothing of them may be late.
    ReceiptAggregationOptions options = rig.options("job", "--receipts.stats.lateness=3h");
    ReceiptAggregationJob.build(
        env, options, ReceiptAggregationSources.of(options), ReceiptAggregationSinks.of(options));
    return flink.submit(env).awaitRunning();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500));
  }
}
