package io.parley.checker.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.checker.deliveries.RecordedDeliveries;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.Seen;
import io.parley.checker.history.Sightings;
import io.parley.checker.receipts.RecordedReceipts;
import io.parley.checker.receipts.SimulatedReceipts;
import io.parley.checker.simulated.RecordedIngest;
import io.parley.checker.simulated.SimulatedIngest;
import io.parley.checker.sort.Scratch;
import io.parley.command.ServiceAddresses;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@UsesLocalServers({Server.KAFKA, Server.REGISTRY, Server.CQL})
class LiveHistoryIT {

  static {
    AvroSafety.apply();
  }

  private static final long SEED = 7;
  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Red when {@code TopicScan} takes every record as committed: the aborted count is 0 then. */
  @Test
  void seesOnServersWhatIsInTheHistory(LocalServers servers) throws Exception {
    SimulatedIngest simulated = new SimulatedIngest(SEED, PARTITIONS, 150);
    try (HistoryOnServers written = new HistoryOnServers(servers, "readback", PARTITIONS)) {
      written.write(simulated);

      Verdict verdict = check(written.address());

      assertThat(verdict.assertHolds().counts()).isEqualTo(check(simulated).counts());
      assertThat(verdict.counts().get("events of aborted transactions")).isPositive();

      written
          .session()
          .execute(
              "DELETE FROM readback.messages WHERE conversation_id = '%s' AND bucket = %d"
                  .formatted(anyRow(simulated).conversationId(), anyRow(simulated).bucket()));
      assertThat(check(written.address()).violations()).contains(Violation.STORED_AFTER_VISIBLE);
    }
  }

  /** Red when the observer reads committed: the aborted event is never seen then. */
  @Test
  void findsAnEventThatIsVisibleBeforeItsRow(LocalServers servers) throws Exception {
    RecordedIngest history = RecordedIngest.of(new SimulatedIngest(SEED, 1, 60));
    Seen<ConversationEvent> last = history.events().get(history.events().size() - 1);
    try (HistoryOnServers written = new HistoryOnServers(servers, "sights", 1);
        FirstSightObserver observer = FirstSightObserver.start(written.address())) {
      writeWithout(last, history, written, observer);
      assertThat(observer.sightings().withoutRow()).isZero();
      assertThat(observer.sightings().holes()).isZero();

      List<Seen<ConversationEvent>> aborted =
          List.of(new Seen<>(last.at(), false, last.timestamp(), last.key(), 0, last.value()));
      written.write(Topics.EVENTS, aborted::forEach);
      await().atMost(PATIENCE).until(() -> observer.sightings().withoutRow() == 1);
      Sightings sightings = observer.stop();
      assertThat(sightings.unanswered()).isZero();
      assertThat(sightings.samples())
          .hasSize(1)
          .first()
          .asString()
          .contains("event " + eventId(last));
      try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), 100)) {
        assertThat(new Checker(scratch).sightings(sightings).verdict().violations())
            .containsExactly(Violation.STORED_AFTER_VISIBLE);
      }
    }
  }

  /** Red when the observer looks up no other row than that of the event. */
  @Test
  void findsARowThatIsReadableWithoutTheRowBefore(LocalServers servers) throws Exception {
    RecordedIngest history = RecordedIngest.of(new SimulatedIngest(SEED, 1, 60));
    Seen<ConversationEvent> withheld =
        history.events().stream()
            .filter(seen -> history.events().stream().anyMatch(next -> follows(next, seen)))
            .findFirst()
            .orElseThrow();
    try (HistoryOnServers written = new HistoryOnServers(servers, "holes", 1);
        FirstSightObserver observer = FirstSightObserver.start(written.address())) {
      writeWithout(withheld, history, written, observer);

      Sightings sightings = observer.stop();
      assertThat(sightings.unanswered()).isZero();
      assertThat(sightings.compared()).isPositive();
      try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), 100)) {
        assertThat(new Checker(scratch).sightings(sightings).verdict().violations())
            .containsExactly(Violation.HOLE_SEEN);
      }
    }
  }

  /** Red when {@code MemberRows} reads a null number as anything but 0. */
  @Test
  void readsMembersAndBucketsAsTheyAre(LocalServers servers) throws Exception {
    SimulatedIngest simulated = new SimulatedIngest(SEED, PARTITIONS, 150);
    try (HistoryOnServers written = new HistoryOnServers(servers, "roster", PARTITIONS)) {
      written.writeMembers(simulated);

      Verdict verdict = check(written.address(), Checker::members);

      assertThat(verdict.assertHolds().counts())
          .isEqualTo(verdict(checker -> checker.members(simulated)).counts());

      written.session().execute("TRUNCATE roster.user_conversations");
      assertThat(check(written.address(), Checker::members).violations())
          .containsExactly(Violation.MEMBERSHIP_MISMATCH);
      written.session().execute("TRUNCATE roster.conversation_buckets");
      assertThat(check(written.address(), Checker::members).violations())
          .containsExactly(Violation.MEMBERSHIP_MISMATCH, Violation.BUCKET_MISMATCH);
    }
  }

  /** Red when {@code DeviceCursorRows} mixes up user and device. */
  @Test
  void readsDeviceCursorsAsTheyAre(LocalServers servers) throws Exception {
    RecordedDeliveries history = new RecordedDeliveries(SEED, 60);
    try (HistoryOnServers written = new HistoryOnServers(servers, "devices", 1)) {
      written.writeDeviceCursors(history);

      Verdict verdict = check(written.address(), Checker::deviceCursors);

      assertThat(verdict.assertHolds().counts())
          .isEqualTo(verdict(checker -> checker.deviceCursors(history)).counts());

      written
          .session()
          .execute(
              "UPDATE devices.device_cursors SET delivered_event_id = 9223372036854775000"
                  + " WHERE user_id = 'ann' AND device_id = 'phone' AND conversation_id = 'c'");
      assertThat(check(written.address(), Checker::deviceCursors).violations())
          .containsExactly(Violation.DEVICE_CURSOR_AHEAD);
    }
  }

  @Test
  void readsReceiptsAsTheyAre(LocalServers servers) throws Exception {
    RecordedReceipts recorded = SimulatedReceipts.of(SEED, 3, 40);
    try (HistoryOnServers written = new HistoryOnServers(servers, "receipts", PARTITIONS)) {
      written.write(recorded);

      Verdict verdict = check(written.address(), Checker::receipts);

      assertThat(verdict.assertHolds().counts())
          .isEqualTo(verdict(checker -> checker.receipts(recorded)).counts());

      written.session().execute("TRUNCATE receipts.unread_counts");
      assertThat(check(written.address(), Checker::receipts).violations())
          .containsExactly(Violation.COUNT_MISMATCH);
    }
  }

  @Test
  void readsDeliveriesAsTheyAre(LocalServers servers) throws Exception {
    RecordedDeliveries history = new RecordedDeliveries(SEED, 60);
    try (HistoryOnServers written = new HistoryOnServers(servers, "handed", 1)) {
      written.write(history);

      Verdict verdict = check(written.address(), Checker::deliveries);

      assertThat(verdict.assertHolds().counts())
          .isEqualTo(verdict(checker -> checker.deliveries(history)).counts());
    }
    history.forget();
    try (HistoryOnServers written = new HistoryOnServers(servers, "forgot", 1)) {
      written.write(history);
      assertThat(check(written.address(), Checker::deliveries).violations())
          .containsExactly(Violation.UNDELIVERED);
    }
  }

  @Test
  void saysWhatIsNotAtRest(LocalServers servers) throws Exception {
    try (HistoryOnServers written = new HistoryOnServers(servers, "unrest", 1);
        Quiescence rest = new Quiescence(written.address())) {
      Set<Part> ingest = EnumSet.of(Part.INGEST);
      assertThat(rest.partsThatRan()).isEmpty();
      assertThat(rest.await(ingest, Quiescence.QUIET.multipliedBy(10))).isEmpty();
      assertThat(rest.await(ingest, Duration.ZERO)).containsExactly("not quiet for long enough");

      written.write(Topics.COMMANDS, new SimulatedIngest(SEED, 1, 5)::forEachCommand);
      written.leaveATransactionOpen(Topics.EVENTS);

      assertThat(rest.await(ingest, Duration.ZERO))
          .containsExactlyInAnyOrder(
              "unrest.chat.events-0 has an open transaction since offset 0",
              "ingest has not consumed all of unrest.chat.commands-0");
    }
  }

  /** Writes all rows and events but one, and waits until the observer has looked them up. */
  private static void writeWithout(
      Seen<ConversationEvent> withheld,
      RecordedIngest history,
      HistoryOnServers written,
      FirstSightObserver observer)
      throws Exception {
    List<Seen<ConversationEvent>> others =
        history.events().stream().filter(seen -> !seen.value().equals(withheld.value())).toList();
    history.rows().stream()
        .filter(row -> row.eventId() != eventId(withheld))
        .forEach(written::insert);
    written.write(Topics.EVENTS, others::forEach);
    long distinct = others.stream().map(Seen::value).distinct().count();
    await().atMost(PATIENCE).until(() -> observer.sightings().answered() == distinct);
  }

  private static boolean follows(Seen<ConversationEvent> next, Seen<ConversationEvent> seen) {
    ConversationEvent event = seen.value().orElseThrow();
    ConversationEvent later = next.value().orElseThrow();
    return later.getConversationId().equals(event.getConversationId())
        && later.getSequence() == event.getSequence() + 1;
  }

  private static long eventId(Seen<ConversationEvent> seen) {
    return seen.value().orElseThrow().getEventId();
  }

  private static MessageRow anyRow(SimulatedIngest history) {
    return RecordedIngest.of(history).rows().get(0);
  }

  private static Verdict check(ServiceAddresses address) {
    return check(address, Checker::ingest);
  }

  private static Verdict check(IngestHistory history) {
    return verdict(checker -> checker.ingest(history));
  }

  private static Verdict check(
      ServiceAddresses address, BiFunction<Checker, LiveHistory, Checker> part) {
    try (LiveHistory history = LiveHistory.connect(address, Progress.SILENT)) {
      return verdict(checker -> part.apply(checker, history));
    }
  }

  private static Verdict verdict(UnaryOperator<Checker> part) {
    try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), 1_000)) {
      return part.apply(new Checker(scratch)).verdict();
    }
  }
}
