package io.parley.faults.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.decode.RecordCheck;
import io.parley.common.kafka.SourceRecord;
import io.parley.faults.FixedSchemas;
import io.parley.receipts.topics.Facts;
import io.parley.routing.topics.InputChecks;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Tests that records at their bounds can be decoded and lie under their keys, and which of them
 * must become dead letters.
 */
class BoundaryRecordsTest {

  private static final FixedSchemas REGISTRY = new FixedSchemas();

  private static final long NOW = 1_767_225_600_000L;

  /** The default of {@code routing.gateway.max-clock-ahead}. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final BoundaryRecords bounds = new BoundaryRecords(REGISTRY, "t");

  @Test
  void eachRecordCanBeDecoded() throws Exception {
    decode(bounds.commands(), ConversationCommand.class);
    decode(bounds.receipts(), Receipt.class);
    decode(bounds.sessions(NOW), SessionEvent.class);
    decode(bounds.gateways(NOW), GatewayEvent.class);
  }

  @Test
  void commandsHaveIdsOfTheirOwnUnlessTheIdIsVaried() throws Exception {
    List<ConversationCommand> commands = decode(bounds.commands(), ConversationCommand.class);

    assertThat(commands).hasSizeGreaterThan(300);
    assertThat(commands)
        .extracting(ConversationCommand::getClientMessageId)
        .filteredOn(id -> id.startsWith("t-"))
        .hasSizeGreaterThan(300)
        .doesNotHaveDuplicates();
  }

  @Test
  void commandsLieUnderTheirConversations() throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = bounds.commands();
    List<ConversationCommand> commands = decode(records, ConversationCommand.class);
    for (int n = 0; n < records.size(); n++) {
      assertThat(new String(records.get(n).key(), UTF_8))
          .isEqualTo(commands.get(n).getConversationId());
    }
  }

  /**
   * Each job's own checks are asked about each record. Seen red: with the ids only, when the
   * letters of times, and those that only receipt aggregation makes, were missing.
   */
  @Test
  void theExpectedDeadLettersAreThoseThatTheJobsRefuse() throws Exception {
    DeadLetters refused = new DeadLetters();
    List<ProducerRecord<byte[], byte[]>> commands = bounds.commands();
    refuse(refused, Jobs.INGEST, contract(Topics.COMMANDS), commands, ConversationCommand.class);
    List<ProducerRecord<byte[], byte[]>> receipts = bounds.receipts();
    refuse(refused, Jobs.ROUTING, contract(Topics.RECEIPTS), receipts, Receipt.class);
    refuse(refused, Jobs.RECEIPTS, Facts.receiptCheck(), receipts, Receipt.class);
    RecordCheck<SessionEvent> sessions = contract(Topics.SESSIONS);
    refuse(
        refused,
        Jobs.ROUTING,
        sessions.and(InputChecks.session(AHEAD)),
        bounds.sessions(NOW),
        SessionEvent.class);
    RecordCheck<GatewayEvent> gateways = contract(Topics.GATEWAYS);
    refuse(
        refused,
        Jobs.ROUTING,
        gateways.and(InputChecks.gateway(AHEAD)),
        bounds.gateways(NOW),
        GatewayEvent.class);

    DeadLetters expected = bounds.expected();
    assertThat(expected.without(refused)).as("expected, and not refused").hasToString("{}");
    assertThat(refused.without(expected)).as("refused, and not expected").hasToString("{}");
  }

  private static <T extends SpecificRecord> RecordCheck<T> contract(String topic) {
    return RecordCheck.contract(TopicCatalogue.load().topic(topic));
  }

  private static <T extends SpecificRecord> void refuse(
      DeadLetters refused,
      String job,
      RecordCheck<T> check,
      List<ProducerRecord<byte[], byte[]>> records,
      Class<T> type)
      throws Exception {
    List<T> decoded = decode(records, type);
    for (int n = 0; n < records.size(); n++) {
      ProducerRecord<byte[], byte[]> record = records.get(n);
      SourceRecord source =
          new SourceRecord(record.topic(), 0, n, NOW, true, record.key(), record.value(), null);
      check
          .refuse(source, decoded.get(n))
          .ifPresent(reason -> refused.add(job, record.topic(), reason.name(), record.value()));
    }
  }

  /**
   * Of each time the least, -1 and the greatest value are out of range, and 11 minutes ahead. Seen
   * red: with a bound of 12 minutes, and of 8.
   */
  @Test
  void timesOfElevenMinutesAheadAreExpectedToBeRefusedAndTimesOfNineAreNot() throws Exception {
    assertThat(bounds.sessions(NOW)).isNotEmpty();
    assertThat(bounds.expected().toString())
        .contains("routing of chat.sessions: TIMESTAMP_OUT_OF_RANGE=8");
    assertThat(bounds.gateways(NOW)).isNotEmpty();
    assertThat(bounds.expected().toString())
        .contains("routing of chat.gateways: TIMESTAMP_OUT_OF_RANGE=4");
  }

  /** Seen red: without the rule, and with the rule for both jobs. */
  @Test
  void onlyReceiptAggregationIsExpectedToRefuseMessageIdsAndKinds() throws Exception {
    assertThat(bounds.receipts()).isNotEmpty();
    assertThat(bounds.expected().toString())
        .contains("receipts of chat.receipts: SCHEMA_MISMATCH=1")
        .doesNotContain("routing of chat.receipts: SCHEMA_MISMATCH");
  }

  private static <T extends SpecificRecord> List<T> decode(
      List<ProducerRecord<byte[], byte[]>> records, Class<T> type) throws Exception {
    RecordDecoder<T> decoder = RecordDecoder.of(type, REGISTRY);
    List<T> decoded = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : records) {
      Decoding<T> decoding = decoder.decode(record.value());
      assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
      decoded.add(((Decoding.Decoded<T>) decoding).record());
    }
    return decoded;
  }
}
