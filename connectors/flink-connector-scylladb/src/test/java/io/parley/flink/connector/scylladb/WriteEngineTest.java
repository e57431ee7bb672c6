package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.Test;

class WriteEngineTest {

  private final FakeMailbox mailbox = new FakeMailbox();
  private final FakeTarget database = new FakeTarget();
  private final TestProcessingTimeService timers = new TestProcessingTimeService();
  private final RecordingMetricGroup metrics = new RecordingMetricGroup();
  private final List<RecordWrite<String>> settled = new ArrayList<>();

  @Test
  void sendsUpToTheLimitAndBlocksAboveIt() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(2));
    write(engine, "a:1", "a:2");
    mailbox.whenBlocked(
        () -> {
          assertThat(database.open()).hasSize(2);
          database.acknowledge("a:1");
        });

    write(engine, "a:3");

    assertThat(mailbox.blockedAsExpected()).isTrue();
    assertThat(database.open()).hasSize(2);
  }

  /** Seen red without shares: the task blocked for ever at the fifth row of the slow partition. */
  @Test
  void aPartitionThatDoesNotAnswerTakesOnlyItsShareOfTheWindow() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.shared(4, 2, 100));
    for (int i = 0; i < 20; i++) {
      write(engine, "slow:" + i);
    }
    assertThat(database.open()).hasSize(2);
    assertThat(metrics.value("scylladb.waitingForShare")).isEqualTo(18);

    for (int i = 0; i < 50; i++) {
      write(engine, "quick:" + i);
      database.acknowledge("quick:" + i);
      mailbox.runAll();
    }
    assertThat(settled).hasSize(50);

    database.acknowledgeAtOnce();
    engine.drain();
    assertThat(settled).hasSize(70);
    assertThat(metrics.value("scylladb.waitingForShare")).isEqualTo(0);
    assertThat(records(settled).stream().filter(r -> r.startsWith("slow")))
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "slow:" + i).toList());
  }

  @Test
  void whatWaitsForItsShareIsBounded() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.shared(4, 1, 3));
    write(engine, "slow:1", "slow:2", "slow:3");
    mailbox.whenBlocked(() -> database.acknowledge("slow:1"));

    write(engine, "quick:1");

    assertThat(mailbox.blockedAsExpected()).isTrue();
  }

  /** Seen red without the bytes in awaitRoom: the third record was taken at once. */
  @Test
  void theBytesOfWhatWaitsAreBounded() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.pendingBytes(4, 20));
    write(engine, "slow:1+slow:2");
    mailbox.whenBlocked(() -> database.acknowledge("slow:1"));

    write(engine, "quick:1");

    assertThat(mailbox.blockedAsExpected()).isTrue();
  }

  /** A retry keeps the place of its partition, and so does the rest of a refused batch. */
  @Test
  void aPartitionNeverTakesMoreThanItsShare() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.shared(4, 1, 100));
    write(engine, "a:1", "a:2", "a:3");
    database.fail("a:1", DriverErrors.writeTimeout());
    mailbox.runAll();
    assertThat(database.open()).isEmpty();
    advance(TestSettings.BACKOFF_MILLIS);
    assertThat(database.open()).hasSize(1);
    database.fail("a:1", DriverErrors.invalidValue());
    mailbox.runAll();

    assertThat(database.open()).extracting(FakeTarget.Sent::rows).containsExactly(List.of("a:2"));
  }

  @Test
  void aRequestThatWaitsForItsRetryLeavesItsPlaceInTheWindow() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(1));
    write(engine, "a:1");
    database.fail("a:1", DriverErrors.writeTimeout());
    mailbox.runAll();

    write(engine, "b:1");
    advance(TestSettings.BACKOFF_MILLIS);
    assertThat(database.rowsSent()).containsExactly(List.of("a:1"), List.of("b:1"));
    database.acknowledge("b:1");
    mailbox.runAll();

    assertThat(database.rowsSent()).last().isEqualTo(List.of("a:1"));
  }

  /**
   * A token range that is slow: many partitions, each with one request, so no share binds. Seen red
   * while requests kept their places during a backoff (the task blocked for ever at the ninth slow
   * row), and without the bound of repetitions (eight were under way).
   */
  @Test
  void slowPartitionsLeaveThreeQuartersOfTheWindowToOthers() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(8));
    for (int i = 0; i < 20; i++) {
      write(engine, "slow%d:1".formatted(i));
      database.fail("slow%d:1".formatted(i), DriverErrors.writeTimeout());
      mailbox.runAll();
    }
    advance(TestSettings.BACKOFF_MILLIS);
    assertThat(database.open()).hasSize(2);
    assertThat(metrics.value("scylladb.pendingRetries")).isEqualTo(18);

    write(engine, "quick:1", "quick:2", "quick:3", "quick:4", "quick:5", "quick:6");
    assertThat(database.open()).hasSize(8);
    database.acknowledgeAtOnce();
    engine.drain();

    assertThat(settled).hasSize(26);
    assertThat(metrics.value("scylladb.pendingRetries")).isEqualTo(0);
  }

  /** Seen red with restored records that count as new: eight were under way. */
  @Test
  void restoredRecordsLeaveThreeQuartersOfTheWindowToOthers() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(8));
    for (int i = 0; i < 20; i++) {
      engine.write(new RecordWrite<>("slow%d:1".formatted(i), true));
    }
    assertThat(database.open()).hasSize(2);

    write(engine, "quick:1", "quick:2", "quick:3", "quick:4", "quick:5", "quick:6");

    assertThat(database.open()).hasSize(8);
    database.acknowledgeAtOnce();
    engine.drain();
    assertThat(settled).hasSize(26);
  }

  /** Seen red with a quarter of the configured window: two repetitions were under way. */
  @Test
  void repetitionsTakeAQuarterOfWhatOverloadHasLeft() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(8));
    write(engine, "a:1", "b:1", "c:1", "d:1");
    database.fail("a:1", DriverErrors.overloaded());
    database.fail("b:1", DriverErrors.writeTimeout());
    database.fail("c:1", DriverErrors.writeTimeout());
    database.acknowledge("d:1");
    mailbox.runAll();
    assertThat(metrics.value("scylladb.inFlightLimit")).isEqualTo(4);

    advance(TestSettings.BACKOFF_MILLIS);

    assertThat(database.open()).hasSize(1);
  }

  @Test
  void aRetrySendsTheVerySameStatementAfterTheBackoff() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(10));
    write(engine, "a:1");
    database.fail("a:1", DriverErrors.writeTimeout());
    mailbox.runAll();

    advance(TestSettings.BACKOFF_MILLIS - 1);
    assertThat(database.sent()).hasSize(1);
    assertThat(metrics.value("scylladb.pendingRetries")).isEqualTo(1);
    advance(1);

    assertThat(database.sent()).hasSize(2);
    assertThat(database.sent().get(1).statement()).isSameAs(database.sent().get(0).statement());
    assertThat(metrics.count("scylladb.rule.writeTimeout.retries")).isEqualTo(1);
  }

  @Test
  void failsTheTaskWhenTheAttemptsAreUsedUp() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(10));
    write(engine, "a:1");
    for (int attempt = 1; attempt < 3; attempt++) {
      database.fail("a:1", DriverErrors.writeTimeout());
      mailbox.runAll();
      advance(TestSettings.BACKOFF_MILLIS);
    }

    database.fail("a:1", DriverErrors.writeTimeout());

    assertThatThrownBy(mailbox::runAll)
        .rootCause()
        .isInstanceOf(com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException.class);
    assertThat(settled).isEmpty();
    assertThat(metrics.count("numRecordsSendErrors")).isEqualTo(1);
  }

  @Test
  void failsTheTaskAtOnceWhenNoRetryCanHelpAndSaysWhatToDo() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(10));
    write(engine, "a:1");
    database.fail("a:1", DriverErrors.unauthorized());

    assertThatThrownBy(mailbox::runAll)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("unauthorized", "attempt 1", "Grant the role MODIFY");
  }

  @Test
  void anOverloadAnswerHalvesTheWindowAndLetsTheRestWait() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(4));
    write(engine, "a:1", "a:2", "a:3", "a:4");
    database.fail("a:1", DriverErrors.overloaded());
    mailbox.runAll();
    assertThat(metrics.value("scylladb.inFlightLimit")).isEqualTo(2);

    advance(TestSettings.BACKOFF_MILLIS);
    assertThat(database.open()).as("the retry waits for room").hasSize(3);
    database.acknowledge("a:2");
    database.acknowledge("a:3");
    mailbox.runAll();

    assertThat(database.open()).hasSize(2);
    assertThat(database.rowsSent()).last().isEqualTo(List.of("a:1"));
  }

  /** Would catch a rate limit that is classified as an unknown error, which fails the task. */
  @Test
  void aPartitionOverItsRateLimitIsTriedAgainAndShrinksNothing() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(4));
    write(engine, "a:1");
    database.fail("a:1", DriverErrors.partitionRateLimit());
    mailbox.runAll();

    advance(TestSettings.BACKOFF_MILLIS);

    assertThat(database.sent()).hasSize(2);
    assertThat(metrics.value("scylladb.inFlightLimit")).isEqualTo(4);
    assertThat(metrics.count("scylladb.rule.partitionRateLimit.retries")).isEqualTo(1);
  }

  @Test
  void drainWaitsForRequestsRetriesAndBatches() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.batched(4, 2));
    write(engine, "a:1", "a:2", "b:1");
    assertThat(database.rowsSent()).containsExactly(List.of("a:1", "a:2"));
    mailbox.whenBlocked(() -> database.fail("a:1", DriverErrors.writeTimeout()));
    mailbox.whenBlocked(() -> database.acknowledge("b:1"));
    mailbox.whenBlocked(
        () -> {
          advance(TestSettings.BACKOFF_MILLIS);
          database.acknowledge("a:1");
        });

    engine.drain();

    assertThat(mailbox.blockedAsExpected()).isTrue();
    assertThat(database.open()).isEmpty();
    assertThat(records(settled)).containsExactlyInAnyOrder("a:1", "a:2", "b:1");
    assertThat(metrics.count("scylladb.reason.rows.flushes")).isEqualTo(1);
    assertThat(metrics.count("scylladb.reason.drain.flushes")).isEqualTo(1);
  }

  @Test
  void drainFailsAfterTheFlushTimeoutThoughNoMailEverComes() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(4));
    write(engine, "a:1");
    mailbox.whenBlocked(() -> timeOutAsTheMailboxWould());

    assertThatThrownBy(engine::drain)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            "1 requests under way or queued", "60000 ms", "scylladb.flush-timeout");
  }

  @Test
  void aRecordIsSettledWhenAllOfItsRowsAre() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(4));
    write(engine, "a:1+b:1");
    database.acknowledge("b:1");
    mailbox.runAll();
    assertThat(settled).isEmpty();

    database.acknowledge("a:1");
    mailbox.runAll();

    assertThat(records(settled)).containsExactly("a:1+b:1");
    assertThat(metrics.count("numRecordsSend")).isEqualTo(1);
  }

  @Test
  void aRecordWithoutRowsIsSettledAtOnce() throws Exception {
    write(engine(TestSettings.unbatched(4)), "-nothing");

    assertThat(records(settled)).containsExactly("-nothing");
    assertThat(database.sent()).isEmpty();
  }

  @Test
  void aRecordThatCannotBeBoundIsRefusedWithoutBeingSent() throws Exception {
    write(engine(TestSettings.unbatched(4)), "!bad");

    RefusedRow<String> refusal = settled.get(0).refusal();
    assertThat(refusal.rule()).isEqualTo("binder");
    assertThat(refusal.attempts()).isZero();
    assertThat(refusal.cause()).hasMessage("no such value");
  }

  @Test
  void aRefusedRowIsSettledWithItsCauseAndCounted() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(4));
    write(engine, "a:1");
    database.fail("a:1", DriverErrors.invalidValue());
    mailbox.runAll();

    RefusedRow<String> refusal = settled.get(0).refusal();
    assertThat(refusal.record()).isEqualTo("a:1");
    assertThat(refusal.rule()).isEqualTo("invalidValue");
    assertThat(refusal.attempts()).isEqualTo(1);
    assertThat(metrics.count("scylladb.refusedRows")).isEqualTo(1);
    assertThat(metrics.count("numRecordsSend")).isZero();
  }

  @Test
  void aRefusedBatchIsTakenApartSoThatOnlyTheGuiltyRowIsRefused() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.batched(4, 3));
    write(engine, "a:1", "a:2", "a:3");
    database.fail("a:2", DriverErrors.invalidValue());
    mailbox.runAll();

    database.acknowledge("a:1");
    mailbox.runAll();
    database.fail("a:2", DriverErrors.invalidValue());
    mailbox.runAll();
    database.acknowledge("a:3");
    mailbox.runAll();

    assertThat(settled.stream().filter(write -> write.refusal() != null).map(RecordWrite::record))
        .containsExactly("a:2");
    assertThat(settled).hasSize(3);
  }

  @Test
  void aGroupLeavesWhenItsLingerIsOver() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.batched(4, 3));
    write(engine, "a:1");
    advance(4);
    assertThat(database.sent()).isEmpty();

    advance(1);

    assertThat(database.rowsSent()).containsExactly(List.of("a:1"));
    assertThat(metrics.count("scylladb.reason.linger.flushes")).isEqualTo(1);
  }

  /** Seen red with rows that are not sent before others come. */
  @Test
  void withoutLingerTheRowsOfARecordShareRequestsByPartitionAndLeaveAtOnce() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.batchedByRecord(8, 10));
    write(engine, "a:1+b:1+a:2", "a:3");

    assertThat(database.rowsSent())
        .containsExactly(List.of("a:1", "a:2"), List.of("b:1"), List.of("a:3"));

    database.acknowledge("a:1");
    mailbox.runAll();
    assertThat(settled).isEmpty();
    database.acknowledgeAll();
    mailbox.runAll();
    assertThat(records(settled)).containsExactlyInAnyOrder("a:1+b:1+a:2", "a:3");
    assertThat(metrics.count("scylladb.rowsWritten")).isEqualTo(4);
    assertThat(metrics.count("scylladb.requests")).as("a:1 and a:2 shared one").isEqualTo(3);
  }

  @Test
  void completionsThatComeTogetherShareOneMail() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(100));
    for (int i = 0; i < 100; i++) {
      write(engine, "a:" + i);
    }
    database.acknowledgeAll();

    assertThat(mailbox.mailsEver()).isEqualTo(1);
    mailbox.runAll();
    assertThat(settled).hasSize(100);
  }

  @Test
  void whatCompletesAfterCloseChangesNothing() throws Exception {
    WriteEngine<String> engine = engine(TestSettings.unbatched(4));
    write(engine, "a:1");
    engine.close();
    database.acknowledge("a:1");
    mailbox.runAll();

    assertThat(settled).isEmpty();
    assertThat(database.isClosed()).isTrue();
  }

  private WriteEngine<String> engine(WriteSettings settings) {
    return new WriteEngine<>(
        database, settings, mailbox, timers, WriteMetrics.ofOperator(metrics), settled::add);
  }

  private static void write(WriteEngine<String> engine, String... records) throws Exception {
    for (String record : records) {
      engine.awaitRoom();
      engine.write(new RecordWrite<>(record, false));
    }
  }

  private void advance(long millis) {
    try {
      timers.advance(millis);
    } catch (Exception e) {
      throw new AssertionError("A timer failed.", e);
    }
  }

  /** In a real task a timer is a mail, which is what wakes the task. */
  private void timeOutAsTheMailboxWould() {
    mailbox.execute(() -> advance(TestSettings.FLUSH_TIMEOUT_MILLIS), "timer");
  }

  private static List<String> records(List<RecordWrite<String>> writes) {
    return writes.stream().map(RecordWrite::record).toList();
  }
}
