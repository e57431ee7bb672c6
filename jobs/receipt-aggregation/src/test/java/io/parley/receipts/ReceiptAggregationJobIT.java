package io.parley.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.receipts.topics.ReceiptAggregationSinks;
import io.parley.receipts.topics.ReceiptAggregationSources;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.IsolationLevel;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job against real servers.
 *
 * <p>Two changes of main code turn the statistics after the crash red. If {@code SumSamples} sends
 * nothing before a barrier, the crash loses samples that are in a checkpoint. If {@code
 * StatsRecord} gives every record the version 1, a reader keeps a record from before the crash.
 */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY, Server.CQL})
class ReceiptAggregationJobIT {

  /** For a test that moves event time. No input waits until the other has caught up. */
  private static final String[] MOVED_EVENT_TIME = {
    "--receipts.event-time.drift=1h", "--receipts.stats.lateness=5min"
  };

  @TempDir Path checkpoints;

  /** Before the first Avro class is touched, as in the job's own processes. */
  @BeforeAll
  static void boundAvro() {
    AvroSafety.apply();
  }

  @Test
  void aMessageIsFollowedFromSentToReadInEveryTableAndTopic(LocalServers servers) throws Exception {
    long now = System.currentTimeMillis();
    Talk talk = new Talk("talk", now).members(MemberAction.JOIN, "ann", "bob", "cem");
    long first = talk.send("ann");
    long second = talk.send("ann");
    talk.members(MemberAction.LEAVE, "cem");
    String[] crowd = IntStream.range(0, 1000).mapToObj(i -> "u" + i).toArray(String[]::new);
    Talk storm = new Talk("storm", now).members(MemberAction.JOIN, crowd);
    long heard = storm.send("u0");

    try (ReceiptsRig rig = new ReceiptsRig(servers, "receipts");
        MiniFlink flink = MiniFlink.start(1, 2)) {
      RunningJob job = start(rig, flink, "run");
      // Before their messages, and among bad input.
      rig.sendReceipts(List.of(talk.read("bob", second), talk.read("mallory", first)));
      rig.kafka().send(rig.topic(Topics.RECEIPTS), "talk".getBytes(UTF_8), new byte[] {7});
      rig.kafka().send(rig.topic(Topics.RECEIPTS), null, null);
      rig.sendEvents(talk.events());
      rig.sendReceipts(List.of(talk.receipt("cem", first, ReceiptKind.READ)));
      rig.sendEvents(storm.events());
      rig.sendReceipts(IntStream.range(1, 1000).mapToObj(i -> storm.read("u" + i, heard)).toList());

      patiently().until(() -> status(rig, "talk", first).equals("READ 2/2 of 2"));
      assertThat(status(rig, "talk", second)).isEqualTo("SENT 1/1 of 2");
      patiently().until(() -> status(rig, "storm", heard).equals("READ 999/999 of 999"));
      assertThat(unread(rig, "bob")).isZero();
      assertThat(
              rig.rows("SELECT * FROM %s.receipt_cursors WHERE conversation_id = 'talk'").stream()
                  .filter(row -> "bob".equals(row.getString("user_id")))
                  .map(row -> row.getLong("read_up_to")))
          .containsExactly(second);
      assertThat(rig.rows("SELECT * FROM %s.receipts")).hasSize(3);

      job.awaitCheckpoints(2);
      List<MessageStatus> statuses = rig.committed(Topics.MESSAGE_STATUS, MessageStatus.class);
      assertThat(of(statuses, "talk", first))
          .isSortedAccordingTo((a, b) -> Long.compare(a.getVersion(), b.getVersion()))
          .last()
          .returns(DeliveryStatus.READ, MessageStatus::getStatus);
      // 999 receipts; an update each 200 ms at most, and the storm is over in a few seconds.
      assertThat(of(statuses, "storm", heard)).hasSizeLessThan(50);
      List<ReadCursor> cursors = rig.committed(Topics.READ_CURSORS, ReadCursor.class);
      assertThat(cursors).as("a tombstone for who left").contains((ReadCursor) null);
      assertThat(rig.kafka().read(rig.topic(Topics.DEAD_LETTERS), IsolationLevel.READ_COMMITTED, 2))
          .hasSize(2);
      assertStatisticsOfTheMinute(rig, now);
      assertLateSamplesAreCounted(rig, job, now);
      assertMetrics(job);
      assertThat(job.restarts()).isZero();
      job.assertNoTransactionWasLost();
      job.cancel();
    }
  }

  private static List<MessageStatus> of(
      List<MessageStatus> statuses, String conversation, long message) {
    return statuses.stream()
        .filter(status -> status.getConversationId().equals(conversation))
        .filter(status -> status.getMessageId() == message)
        .toList();
  }

  /**
   * After an hour without a record the minute before it is still published, and what comes for it
   * later than its ten minutes is counted.
   */
  private static void assertLateSamplesAreCounted(ReceiptsRig rig, RunningJob job, long now)
      throws Exception {
    rig.sendEvents(
        new Talk("much later", now + 3_600_000).members(MemberAction.JOIN, "ann").events());
    patiently()
        .until(
            () ->
                rig.committed(Topics.RECEIPT_STATS, ReceiptStats.class).stream()
                    .anyMatch(stats -> stats.getWindowStart() > now + 200_000));
    assertThat(job.counter("numLateRecordsDropped")).isZero();
    Talk late = new Talk("late", now).members(MemberAction.JOIN, "ann", "bob");
    late.send("ann");
    rig.sendEvents(late.events());
    patiently().until(() -> job.counter("numLateRecordsDropped") == 1);
  }

  /** Bob and cem, a storm of 999; mallory is no member. */
  private static void assertMetrics(RunningJob job) {
    assertThat(job.counter("receipts")).isEqualTo(1001);
    assertThat(job.counter("receiptsRejected")).isEqualTo(1);
    // A cursor for each of the storm at least, and at most one more for the message itself.
    assertThat(job.counter("updatesWritten")).isBetween(1000L, 4000L);
    assertThat(job.gauges("updatesPerReceipt").mapToDouble(Number::doubleValue))
        .anyMatch(ratio -> ratio > 0);
    assertThat(job.counter("replayedEvents")).isZero();
    assertThat(job.counter("messagesAgedOut")).isZero();
  }

  /**
   * Event time moves on with any conversation; the idle partitions do not hold it up. What is late,
   * but not too late, updates its window: of each window the highest version counts. Seen red
   * without {@code withIdleness}.
   */
  private static void assertStatisticsOfTheMinute(ReceiptsRig rig, long now) throws Exception {
    Talk later = new Talk("later", now + 300_000).members(MemberAction.JOIN, "ann", "bob");
    later.send("ann");
    rig.sendEvents(later.events());
    patiently().untilAsserted(() -> Statistics.assertTotals(rig, 3, 1002));
  }

  /**
   * A crash and a rescale in the middle, on RocksDB, then the whole log once more by a job without
   * state: the tables hold the same values under the same write timestamps, none was ever lower on
   * the way, and the topics end with the same records. Seen red with the time of writing as the
   * write timestamp of a status.
   *
   * <p>Statistics of the first half of the events are committed before the crash. The second half
   * comes late for its minute. It is in a checkpoint when the crash comes, and the last receipts
   * before the crash are read again. The highest versions must add up to every message and every
   * read.
   */
  @Test
  void aReplayOfTheWholeLogIntoExistingTablesChangesNothing(LocalServers servers) throws Exception {
    Random random = new Random(6);
    Talk talk = new Talk("talk", System.currentTimeMillis());
    talk.members(MemberAction.JOIN, "ann", "bob", "cem", "dee");
    List<Receipt> receipts = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      String sender = List.of("ann", "bob", "cem", "dee").get(random.nextInt(4));
      long message = talk.send(sender);
      for (String user : List.of("ann", "bob", "cem")) {
        ReceiptKind kind = random.nextBoolean() ? ReceiptKind.READ : ReceiptKind.DELIVERED;
        receipts.add(talk.receipt(user, message, kind));
      }
      if (i % 20 == 0) {
        talk.delete(sender, message);
      }
    }
    talk.members(MemberAction.LEAVE, "dee");
    Collections.shuffle(receipts, random);
    int half = talk.events().size() / 2;

    try (ReceiptsRig rig = new ReceiptsRig(servers, "replay")) {
      rig.sendReceipts(receipts.subList(0, 200));
      rig.sendEvents(talk.events().subList(0, half));
      long end = talk.events().get(talk.events().size() - 1).getEventId();
      Map<String, Long> before;
      try (MiniFlink flink = MiniFlink.start(2, 1)) {
        RunningJob crashing = start(rig, flink, "first", MOVED_EVENT_TIME);
        crashing.awaitCheckpoints(1);
        publishStatistics(rig);
        rig.sendEvents(talk.events().subList(half, talk.events().size()));
        rig.sendReceipts(receipts.subList(200, 250));
        patiently().until(() -> receiptsApplied(crashing) >= 250);
        crashing.awaitCheckpoints(2);
        rig.sendReceipts(receipts.subList(250, 300));
        flink.stopTaskManager(0);
        flink.startTaskManager();
        flink.startTaskManager(); // for the third subtask
        patiently().until(() -> crashing.restarts() > 0);
        crashing.awaitRunning().awaitCheckpoints(1);
        String savepoint = crashing.stopWithSavepoint(checkpoints.resolve("savepoint"));
        RunningJob job =
            flink.submit(build(rig, flink, "first", 3, MOVED_EVENT_TIME), savepoint).awaitRunning();
        rig.sendReceipts(receipts.subList(300, receipts.size()));
        List<Receipt> last = new ArrayList<>();
        List.of("ann", "bob", "cem").forEach(user -> last.add(talk.read(user, end)));
        rig.sendReceipts(last);
        before = settled(rig);
        // Beyond the lateness, so that late samples are published now and not after an interval.
        moveEventTime(rig, "last", System.currentTimeMillis() + 420_000);
        patiently().untilAsserted(() -> Statistics.assertTotals(rig, 150, passes(talk.senders())));
        job.awaitCheckpoints(2);
        job.cancel();
      }
      Statistics.assertTotals(rig, 150, passes(talk.senders()));
      Map<String, String> values = values(rig);
      Map<String, String> statuses = rig.lastCommitted(Topics.MESSAGE_STATUS, MessageStatus.class);
      Map<String, String> cursors = rig.lastCommitted(Topics.READ_CURSORS, ReadCursor.class);
      assertThat(statuses).hasSize(150);
      assertThat(cursors).hasSize(4).containsEntry("talk/dee 0", "null");
      try (MiniFlink flink = MiniFlink.start(1, 2)) {
        RunningJob job = start(rig, flink, "second", MOVED_EVENT_TIME);
        patiently()
            .until(
                () -> {
                  assertNoLower(before, timestamps(rig));
                  return receiptsApplied(job) == receipts.size() + 3;
                });
        job.awaitCheckpoints(2);
        assertThat(values(rig)).containsExactlyInAnyOrderEntriesOf(values);
        assertThat(timestamps(rig)).containsExactlyInAnyOrderEntriesOf(before);
        assertThat(rig.lastCommitted(Topics.MESSAGE_STATUS, MessageStatus.class))
            .containsExactlyInAnyOrderEntriesOf(statuses);
        assertThat(rig.lastCommitted(Topics.READ_CURSORS, ReadCursor.class))
            .containsExactlyInAnyOrderEntriesOf(cursors);
        job.cancel();
      }
    }
  }

  private static long receiptsApplied(RunningJob job) {
    return job.counter("receipts") + job.counter("receiptsRejected");
  }

  /** Lets the minute of the messages end, and waits until a record of it is committed. */
  private static void publishStatistics(ReceiptsRig rig) {
    long twoMinutesOn = System.currentTimeMillis() + 120_000;
    patiently()
        .until(
            () -> {
              // Sent each time, because an input that has become idle does not move event time.
              moveEventTime(rig, "later", twoMinutesOn);
              return Statistics.arePublished(rig);
            });
  }

  /** Sends an event from the future. It writes no row, because its conversation has no members. */
  private static void moveEventTime(ReceiptsRig rig, String conversation, long to)
      throws Exception {
    rig.sendEvents(new Talk(conversation, to).members(MemberAction.JOIN).events());
  }

  /**
   * How often a user read a message of another sender for the first time. In the end ann, bob and
   * cem have read everything. Dee sends no receipts, but has read everything before the last
   * message that dee sent.
   */
  private static long passes(List<String> senders) {
    long byReaders =
        Stream.of("ann", "bob", "cem").mapToLong(user -> ofOthers(senders, user)).sum();
    return byReaders + ofOthers(senders.subList(0, senders.lastIndexOf("dee")), "dee");
  }

  private static long ofOthers(List<String> senders, String user) {
    return senders.stream().filter(sender -> !sender.equals(user)).count();
  }

  private RunningJob start(ReceiptsRig rig, MiniFlink flink, String run, String... more)
      throws Exception {
    return flink.submit(build(rig, flink, run, 2, more)).awaitRunning();
  }

  private StreamExecutionEnvironment build(
      ReceiptsRig rig, MiniFlink flink, String run, int parallelism, String... more) {
    StreamExecutionEnvironment env =
        flink.environment(
            checkpoints.resolve(run), parallelism, "--execution.checkpointing.interval=300ms");
    ReceiptAggregationOptions options = rig.options(run, more);
    ReceiptAggregationJob.build(
        env, options, ReceiptAggregationSources.of(options), ReceiptAggregationSinks.of(options));
    return env;
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500));
  }

  private static String status(ReceiptsRig rig, String conversation, long message) {
    return rig.rows("SELECT * FROM %s.message_status").stream()
        .filter(row -> conversation.equals(row.getString("conversation_id")))
        .filter(row -> row.getLong("message_id") == message)
        .map(
            row ->
                "%s %d/%d of %d"
                    .formatted(
                        row.getString("status"),
                        row.getInt("delivered_count"),
                        row.getInt("read_count"),
                        row.getInt("recipients")))
        .findFirst()
        .orElse("none");
  }

  private static int unread(ReceiptsRig rig, String user) {
    return rig.rows("SELECT unread_count FROM %s.unread_counts WHERE user_id = '" + user + "'")
        .get(0)
        .getInt("unread_count");
  }

  /** Write timestamps once nothing has changed for a while and everybody has read everything. */
  private static Map<String, Long> settled(ReceiptsRig rig) {
    patiently()
        .until(() -> unread(rig, "bob") == 0 && unread(rig, "cem") == 0 && unread(rig, "ann") == 0);
    Map<String, Long> last = new TreeMap<>();
    patiently()
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              Map<String, Long> current = timestamps(rig);
              boolean same = current.equals(last);
              last.clear();
              last.putAll(current);
              return same;
            });
    return last;
  }

  private static void assertNoLower(Map<String, Long> before, Map<String, Long> now) {
    before.forEach(
        (cell, timestamp) -> assertThat(now.get(cell)).as(cell).isGreaterThanOrEqualTo(timestamp));
  }

  private static Map<String, Long> timestamps(ReceiptsRig rig) {
    Map<String, Long> timestamps = new TreeMap<>();
    rig.rows("SELECT message_id, WRITETIME(read_count) AS t FROM %s.message_status")
        .forEach(row -> timestamps.put("status " + row.getLong(0), row.getLong("t")));
    rig.rows(
            "SELECT user_id, message_id, WRITETIME(delivered_at) AS t, WRITETIME(read_at) AS r"
                + " FROM %s.receipts")
        .forEach(
            row -> {
              String key = row.getString(0) + " " + row.getLong(1);
              timestamps.put("delivered " + key, row.getLong("t"));
              timestamps.put("read " + key, row.getLong("r"));
            });
    rig.rows("SELECT user_id, WRITETIME(unread_count) AS t FROM %s.unread_counts")
        .forEach(row -> timestamps.put("unread " + row.getString(0), row.getLong("t")));
    rig.rows(
            "SELECT user_id, WRITETIME(read_up_to) AS t, WRITETIME(delivered_up_to) AS d"
                + " FROM %s.receipt_cursors")
        .forEach(
            row -> {
              timestamps.put("read up to " + row.getString(0), row.getLong("t"));
              timestamps.put("delivered up to " + row.getString(0), row.getLong("d"));
            });
    return timestamps;
  }

  private static Map<String, String> values(ReceiptsRig rig) {
    Map<String, String> values = new TreeMap<>();
    for (String table : List.of("message_status", "receipts", "unread_counts", "receipt_cursors")) {
      rig.rows("SELECT * FROM %s." + table)
          .forEach(row -> values.put(table + row.getFormattedContents(), ""));
    }
    return values;
  }
}
