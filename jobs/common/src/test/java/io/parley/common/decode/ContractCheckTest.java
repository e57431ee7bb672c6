package io.parley.common.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seen red: without the check of ids, with the key compared to another field, and with a producer's
 * time accepted.
 */
class ContractCheckTest {

  private final RecordCheck<Receipt> receipts =
      RecordCheck.contract(TopicCatalogue.load().topic(Topics.RECEIPTS));

  @Test
  void aRecordThatKeepsTheContractPasses() {
    assertThat(refused("c", true, receipt("c", "u", "d"))).isEmpty();
  }

  @Test
  void theKeyIsTheFieldThatTheCatalogueNames() {
    assertThat(refused("u", true, receipt("c", "u", "d"))).contains(DeadLetterReason.KEY_MISMATCH);
    assertThat(receipts.refuse(source(null, true), receipt("c", "u", "d")))
        .contains(DeadLetterReason.MISSING_KEY);
  }

  /** Such a receipt ended as an empty partition key of a row, and its job restarted for ever. */
  @Test
  void everyIdOfARecordIsHeldToTheRule() {
    assertThat(refused("c", true, receipt("c", "", "d")))
        .contains(DeadLetterReason.INVALID_IDENTIFIER);
    assertThat(refused("c", true, receipt("c", "u", "x".repeat(1_000_000))))
        .contains(DeadLetterReason.INVALID_IDENTIFIER);
    assertThat(refused("c c", true, receipt("c c", "u", "d")))
        .contains(DeadLetterReason.INVALID_IDENTIFIER);
  }

  @Test
  void anInputIsDatedByTheBroker() {
    assertThat(refused("c", false, receipt("c", "u", "d")))
        .contains(DeadLetterReason.NOT_LOG_APPEND_TIME);
  }

  /** An input that has no check of its own is found here, and not in production. */
  @ParameterizedTest
  @ValueSource(strings = {Topics.COMMANDS, Topics.EVENTS, Topics.SESSIONS, Topics.MESSAGE_STATUS})
  void everyTopicThatAJobReadsHasAContractThatCanBeChecked(String topic) {
    assertThat(RecordCheck.<SpecificRecord>contract(TopicCatalogue.load().topic(topic)))
        .isNotNull();
  }

  @Test
  void aTopicWithoutASchemaHasNone() {
    assertThatThrownBy(() -> RecordCheck.contract(TopicCatalogue.load().topic(Topics.DEAD_LETTERS)))
        .hasMessageContaining("chat.dead-letters");
  }

  private Optional<DeadLetterReason> refused(String key, boolean logAppendTime, Receipt receipt) {
    return receipts.refuse(source(key, logAppendTime), receipt);
  }

  private static SourceRecord source(String key, boolean logAppendTime) {
    byte[] bytes = key == null ? null : key.getBytes(UTF_8);
    return new SourceRecord(Topics.RECEIPTS, 0, 7, 1000, logAppendTime, bytes, new byte[0], null);
  }

  private static Receipt receipt(String conversation, String user, String device) {
    return Receipt.newBuilder()
        .setConversationId(conversation)
        .setUserId(user)
        .setDeviceId(device)
        .setMessageId(1)
        .setKind(ReceiptKind.READ)
        .build();
  }
}
