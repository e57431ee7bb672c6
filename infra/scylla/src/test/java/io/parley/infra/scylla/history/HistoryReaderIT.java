package io.parley.infra.scylla.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.infra.scylla.CqlSessions;
import io.parley.infra.scylla.Keyspace;
import io.parley.infra.scylla.Migrations;
import io.parley.infra.scylla.SchemaMigrator;
import io.parley.infra.scylla.history.HistoryMessage.Content;
import io.parley.infra.scylla.history.HistoryMessage.MediaReference;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the history reader on a real CQL server, with conversations made up from seeds.
 *
 * <p>Seen red: with {@code event_id <= ?} messages repeat; with the first bucket only they are
 * skipped.
 */
@UsesLocalServers(Server.CQL)
class HistoryReaderIT {

  private static final String KEYSPACE = "history";

  private static CqlSession session;

  private final HistoryReader reader = new HistoryReader(session, KEYSPACE);

  @BeforeAll
  static void migrate(LocalServers servers) {
    CqlServer server = servers.cql();
    session = CqlSessions.open(server.contactPoint(), server.localDatacenter());
    Keyspace keyspace = Keyspace.onOneMachine(KEYSPACE, server.localDatacenter());
    new SchemaMigrator(session, keyspace, Migrations.load()).migrate();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void pagesOfAnySizeGiveEveryMessageOnceInItsNewestVersion(long seed) {
    String conversation = "still-" + seed;
    RandomHistory history = new RandomHistory(conversation, seed, session, KEYSPACE);
    history.write(60);

    for (int limit : List.of(1, 2, 7, HistoryReader.DEFAULT_LIMIT)) {
      assertThat(readAll(conversation, limit))
          .as("seed %d, pages of %d", seed, limit)
          .containsExactlyElementsOf(history.newestVersions().values());
      assertThat(eventsAfter(conversation, 0, Long.MAX_VALUE, limit))
          .as("seed %d, pages of %d", seed, limit)
          .containsExactlyElementsOf(history.events());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {15, 16})
  void theNewestEventsAreTheLastOnesUpToAnEvent(long seed) {
    String conversation = "newest-" + seed;
    RandomHistory history = new RandomHistory(conversation, seed, session, KEYSPACE);
    history.write(40);
    List<HistoryEvent> all = history.events();

    for (int limit : List.of(1, 7, 100)) {
      for (int end = 1; end <= all.size(); end++) {
        long upTo = end == all.size() ? Long.MAX_VALUE : all.get(end - 1).eventId();
        assertThat(reader.newestEvents(conversation, upTo, limit))
            .as("seed %d, %d of %d", seed, limit, end)
            .containsExactlyElementsOf(all.subList(Math.max(0, end - limit), end));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10})
  void aRangeOfEventsBeginsBehindItsFirstAndEndsWithItsLast(long seed) {
    String conversation = "range-" + seed;
    RandomHistory history = new RandomHistory(conversation, seed, session, KEYSPACE);
    history.write(25);
    List<HistoryEvent> all = history.events();

    for (int from = 0; from < all.size(); from++) {
      for (int to = from; to < all.size(); to++) {
        long after = all.get(from).eventId();
        assertThat(eventsAfter(conversation, after, all.get(to).eventId(), 5))
            .containsExactlyElementsOf(all.subList(from + 1, to + 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void nothingIsSkippedOrRepeatedWhileOthersWrite(long seed) {
    String conversation = "busy-" + seed;
    RandomHistory history = new RandomHistory(conversation, seed, session, KEYSPACE);
    history.write(40);

    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> history.write(80));
    do {
      List<Long> writtenBefore = List.copyOf(history.newestVersions().keySet());
      List<Long> happenedBefore = history.eventIds();
      List<Long> seen = readAll(conversation, 3).stream().map(HistoryMessage::messageId).toList();
      List<HistoryEvent> events = eventsAfter(conversation, 0, Long.MAX_VALUE, 3);

      assertThat(seen)
          .as("seed %d", seed)
          .isSortedAccordingTo((left, right) -> Long.compare(right, left))
          .doesNotHaveDuplicates()
          .containsAll(writtenBefore);
      assertThat(events.stream().map(HistoryEvent::eventId)).containsAll(happenedBefore);
      assertThat(events.stream().map(HistoryEvent::sequence))
          .as("seed %d: no gap", seed)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    } while (!writing.isDone());
    writing.join();

    assertThat(readAll(conversation, 3))
        .containsExactlyElementsOf(history.newestVersions().values());
  }

  /** Half of an edit can be read for a moment, because it writes two partitions. */
  @Test
  void anEditThatIsNotInItsMessageYetDoesNotExistYet() {
    LogWriter writer = new LogWriter(session, KEYSPACE);
    long messageId = Snowflake.of(Snowflake.EPOCH_MILLIS + 1, 0, 0, 0);
    long editId = Snowflake.of(Snowflake.EPOCH_MILLIS + Duration.ofDays(12).toMillis(), 0, 0, 0);
    HistoryEvent edit = event("half", editId, 2, EventKind.MESSAGE_EDITED, messageId);
    writer.send(event("half", messageId, 1, EventKind.MESSAGE_SENT, messageId), "first");

    writer.changedRow(edit);
    assertThat(eventsAfter("half", 0, Long.MAX_VALUE, 5)).hasSize(1);

    writer.changeMessage(edit, "second");
    List<HistoryEvent> events = eventsAfter("half", 0, Long.MAX_VALUE, 5);
    assertThat(events).hasSize(2);
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.message().orElseThrow().content().orElseThrow().text())
                    .contains("second"));
  }

  /** Red when a deletion only adds a row, and when its empty values have an older timestamp. */
  @Test
  void whatWasDeletedIsInNoColumnAndNoLateRepetitionBringsItBack() {
    LogWriter writer = new LogWriter(session, KEYSPACE);
    long messageId = Snowflake.of(Snowflake.EPOCH_MILLIS + 1, 0, 0, 0);
    HistoryEvent sent = event("gone", messageId, 1, EventKind.MESSAGE_SENT, messageId);
    HistoryEvent edit = event("gone", messageId + 1, 2, EventKind.MESSAGE_EDITED, messageId);
    writer.send(sent, "secret");
    writer.edit(edit, "secret too");
    HistoryMessage before = onlyMessageOf("gone");
    assertThat(before.content().orElseThrow().text()).contains("secret too");

    writer.delete(event("gone", messageId + 2, 3, EventKind.MESSAGE_DELETED, messageId));
    writer.send(sent, "secret");
    writer.edit(edit, "secret too");

    assertThat(onlyMessageOf("gone").isDeleted()).isTrue();
    assertThat(onlyMessageOf("gone").content()).isEmpty();
    assertThat(eventsAfter("gone", 0, Long.MAX_VALUE, 5))
        .hasSize(3)
        .allSatisfy(event -> assertThat(event.message().orElseThrow().content()).isEmpty());
    assertThat(session.execute("SELECT * FROM history.messages").all().stream())
        .filteredOn(row -> "gone".equals(row.getString("conversation_id")))
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.getFormattedContents()).doesNotContain("secret"));
  }

  /** A gateway of today reads what an ingest of tomorrow wrote. */
  @Test
  void whatALaterVersionWroteIsUnknownAndKeepsItsPlace() {
    announce("later");
    session.execute(
        "INSERT INTO history.messages (conversation_id, bucket, event_id, message_id, event_kind,"
            + " sequence, sender_id, created_at) VALUES ('later', 0, 5, 5, 'POLL_OPENED', 1,"
            + " 'alice', 1)");
    session.execute(
        "INSERT INTO history.messages (conversation_id, bucket, event_id, message_id, event_kind,"
            + " sequence, sender_id, type, text, created_at) VALUES ('later', 0, 6, 6,"
            + " 'MESSAGE_SENT', 2, 'alice', 'HOLOGRAM', 'look', 1)");
    session.execute(
        "INSERT INTO history.messages (conversation_id, bucket, event_id, message_id, event_kind,"
            + " sequence, sender_id, conversation_kind, members_joined, member_notify,"
            + " member_count, created_at) VALUES ('later', 0, 7, 7, 'MEMBERS_CHANGED', 3, 'alice',"
            + " 'CHANNEL', {'bob': 'OWNER'}, {'alice': 'WEEKLY'}, 2, 1)");

    List<HistoryMessage> messages = readAll("later", 2);
    assertThat(messages.stream().map(HistoryMessage::kind))
        .containsExactly(EventKind.MEMBERS_CHANGED, EventKind.MESSAGE_SENT, EventKind.UNKNOWN);
    MemberChanges changes = messages.get(0).memberChanges().orElseThrow();
    assertThat(changes.conversationKind()).isEqualTo(ConversationKind.UNKNOWN);
    assertThat(changes.joined()).containsEntry("bob", MemberRole.UNKNOWN);
    assertThat(changes.notifyLevels()).containsEntry("alice", NotifyLevel.UNKNOWN);
    assertThat(messages.get(1).content().orElseThrow().type()).isEqualTo(MessageType.UNKNOWN);
    assertThat(eventsAfter("later", 0, Long.MAX_VALUE, 2).get(0).message()).isEmpty();
  }

  @Test
  void aConversationWithoutMessagesHasAnEmptyPage() {
    HistoryPage page = reader.newest("nobody-ever-wrote", HistoryReader.DEFAULT_LIMIT);

    assertThat(page.messages()).isEmpty();
    assertThat(page.older()).isEmpty();
  }

  @Test
  void aBucketThatWasAnnouncedAndNeverFilledDoesNoHarm() {
    RandomHistory history = new RandomHistory("announced", 21, session, KEYSPACE);
    history.write(5);
    session.execute(
        "INSERT INTO history.conversation_buckets (conversation_id, bucket) VALUES ('announced',"
            + " ?)",
        MessageBucket.of(Long.MAX_VALUE));

    assertThat(readAll("announced", 2))
        .containsExactlyElementsOf(history.newestVersions().values());
  }

  @Test
  void mediaAndAnswersComeBack() {
    announce("media");
    session.execute(
        "INSERT INTO history.messages (conversation_id, bucket, message_id, event_id, event_kind,"
            + " sequence, sender_id, type, text, reply_to, media_uri, media_mime_type,"
            + " media_size_bytes, media_sha256, recipients, ordinal, created_at) VALUES ('media',"
            + " 0, 5, 5, 'MESSAGE_SENT', 1, 'alice', 'IMAGE', 'look', 4, 'there', 'image/png', 77,"
            + " 'ab', 2, 1, 1)");

    assertThat(onlyMessageOf("media").content())
        .contains(
            new Content(
                MessageType.IMAGE,
                Optional.of("look"),
                Optional.of(new MediaReference("there", "image/png", 77, "ab")),
                Optional.of(4L),
                Set.of(),
                2,
                1));
  }

  @Test
  void changesOfMembersArePartOfTheHistory() {
    announce("members");
    session.execute(
        "INSERT INTO history.messages (conversation_id, bucket, message_id, event_id, event_kind,"
            + " sequence, sender_id, conversation_kind, members_joined, members_left,"
            + " member_notify, member_count, created_at) VALUES ('members', 0, 5, 5,"
            + " 'MEMBERS_CHANGED', 1, 'alice', 'GROUP', {'alice': 'ADMIN', 'bob': 'MEMBER'},"
            + " {'carol'}, {'bob': 'NONE'}, 2, 1)");

    HistoryMessage message = onlyMessageOf("members");
    assertThat(message.kind()).isEqualTo(EventKind.MEMBERS_CHANGED);
    assertThat(message.content()).isEmpty();
    assertThat(message.memberChanges())
        .contains(
            new MemberChanges(
                ConversationKind.GROUP,
                Map.of("alice", MemberRole.ADMIN, "bob", MemberRole.MEMBER),
                Set.of("carol"),
                Map.of(),
                Map.of("bob", NotifyLevel.NONE),
                2));
  }

  @Test
  void theTextOfAMessageIsNotInItsToString() {
    RandomHistory history = new RandomHistory("quiet", 31, session, KEYSPACE);
    history.write(1);

    assertThat(onlyMessageOf("quiet").toString()).doesNotContain("text of event");
  }

  @Test
  void refusesAPageOfNoOrTooManyMessages() {
    assertThatThrownBy(() -> reader.newest("any", 0)).hasMessageContaining("page of 0");
    assertThatThrownBy(() -> reader.newest("any", 1_001)).hasMessageContaining("1 to 1000");
  }

  private HistoryMessage onlyMessageOf(String conversation) {
    List<HistoryMessage> messages = readAll(conversation, HistoryReader.DEFAULT_LIMIT);
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  private List<HistoryMessage> readAll(String conversation, int limit) {
    HistoryPage page = reader.newest(conversation, limit);
    List<HistoryMessage> all = new ArrayList<>(page.messages());
    while (page.older().isPresent()) {
      long older = page.older().getAsLong();
      page = reader.before(conversation, older, limit);
      assertThat(page.messages()).allMatch(message -> message.messageId() < older);
      assertThat(page.messages()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.messages());
    }
    return all;
  }

  private List<HistoryEvent> eventsAfter(String conversation, long after, long upTo, int limit) {
    EventPage page = reader.eventsAfter(conversation, after, upTo, limit);
    List<HistoryEvent> all = new ArrayList<>(page.events());
    while (page.next().isPresent()) {
      assertThat(page.events()).hasSize(limit);
      page = reader.eventsAfter(conversation, page.next().getAsLong(), upTo, limit);
      all.addAll(page.events());
    }
    return all;
  }

  private static HistoryEvent event(
      String conversation, long id, long sequence, EventKind kind, long messageId) {
    return new HistoryEvent(
        conversation,
        id,
        sequence,
        kind,
        messageId,
        "alice",
        "phone",
        "command-" + sequence,
        Instant.ofEpochMilli(Snowflake.unixMillis(id)),
        Instant.ofEpochMilli(Snowflake.unixMillis(id) - 7),
        Optional.empty());
  }

  private static void announce(String conversation) {
    session.execute(
        "INSERT INTO history.conversation_buckets (conversation_id, bucket) VALUES (?, 0)",
        conversation);
  }
}
