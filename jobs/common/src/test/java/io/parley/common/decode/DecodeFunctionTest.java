package io.parley.common.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.testing.TestRegistry;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.HostileRecords;
import io.parley.schemas.wire.HostileRecords.HostileRecord;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecodeFunctionTest {

  private static final int COMMAND_ID = 1;
  private static final int FOREIGN_ID = 2;

  private final TestRegistry registry = new TestRegistry();
  private OneInputStreamOperatorTestHarness<SourceRecord, Incoming<ConversationCommand>> harness;

  @BeforeEach
  void open() throws Exception {
    registry.schemas().register("chat.commands-value", ConversationCommand.getClassSchema());
    registry.schemas().register("chat.receipts-value", Receipt.getClassSchema());
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new DecodeFunction<>(
                ConversationCommand.class,
                RecordCheck.contract(TopicCatalogue.load().topic(Topics.COMMANDS)),
                new IntakeServices(registry)));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  static Stream<HostileRecord> hostileRecords() {
    return HostileRecords.forCommands(COMMAND_ID, FOREIGN_ID).stream();
  }

  @ParameterizedTest
  @MethodSource("hostileRecords")
  void eachHostileRecordIsADeadLetterWithItsReasonAndItsBytes(HostileRecord hostile)
      throws Exception {
    SourceRecord source = source("any".getBytes(UTF_8), hostile.value());

    harness.processElement(source, 0);

    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(deadLetters()).containsExactly(new DeadLetter(source, reasonOf(hostile)));
  }

  /** A schema of another subject is no more known here than one that does not exist. */
  private static DeadLetterReason reasonOf(HostileRecord hostile) {
    DeadLetterReason reason = DeadLetterReason.of(hostile.reason());
    return reason == DeadLetterReason.SCHEMA_MISMATCH ? DeadLetterReason.UNKNOWN_SCHEMA_ID : reason;
  }

  @Test
  void aValidRecordGoesOnWithItsOriginal() throws Exception {
    byte[] value = HostileRecords.validCommand(COMMAND_ID);
    SourceRecord source = source(conversationOf(value), value);

    harness.processElement(source, 0);

    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(
            incoming -> {
              assertThat(incoming.source()).isEqualTo(source);
              assertThat(incoming.value().getConversationId().getBytes(UTF_8))
                  .isEqualTo(source.key());
            });
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void aRecordWithoutAKeyIsADeadLetter() throws Exception {
    harness.processElement(source(null, HostileRecords.validCommand(COMMAND_ID)), 0);
    assertThat(deadLetters())
        .extracting(DeadLetter::reason)
        .containsExactly(DeadLetterReason.MISSING_KEY);
  }

  @Test
  void aRecordUnderAnotherKeyIsADeadLetter() throws Exception {
    harness.processElement(
        source("elsewhere".getBytes(UTF_8), HostileRecords.validCommand(COMMAND_ID)), 0);
    assertThat(deadLetters())
        .extracting(DeadLetter::reason)
        .containsExactly(DeadLetterReason.KEY_MISMATCH);
  }

  /** Seen red with RegistryUnavailableException treated as an unknown schema. */
  @Test
  void anUnreachableRegistryFailsTheTaskAndMakesNoDeadLetter() throws Exception {
    byte[] value = HostileRecords.validCommand(COMMAND_ID + 2); // perhaps a new version
    registry.schemas().goDown();

    SourceRecord source = writtenLater(source(conversationOf(value), value));
    assertThatThrownBy(() -> harness.processElement(source, 0))
        .isInstanceOf(RegistryUnavailableException.class);

    assertThat(deadLetters()).isEmpty();
    registry.schemas().comeBack();
    registry.schemas().register("chat.commands-value", ConversationCommand.getClassSchema());
    harness.processElement(source, 0);
    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  /** After the task has fetched its list of schemas. */
  private static SourceRecord writtenLater(SourceRecord source) {
    return new SourceRecord(
        source.topic(),
        source.partition(),
        source.offset(),
        System.currentTimeMillis() + 60_000,
        true,
        source.key(),
        source.value(),
        null);
  }

  /** Seen red with the schemas fetched at the first record. */
  @Test
  void theSchemasOfTheTopicNeedNoRegistryAfterTheStart() throws Exception {
    byte[] value = HostileRecords.validCommand(COMMAND_ID);
    registry.schemas().goDown();

    harness.processElement(source(conversationOf(value), value), 0);

    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  @Test
  void checksRunInTurnAndTheFirstRefusalCounts() {
    RecordCheck<String> first = (source, value) -> Optional.empty();
    RecordCheck<String> second =
        (source, value) -> Optional.of(DeadLetterReason.INVALID_IDENTIFIER);
    RecordCheck<String> third = (source, value) -> Optional.of(DeadLetterReason.MISSING_KEY);

    assertThat(first.and(second).and(third).refuse(source(null, null), "x"))
        .contains(DeadLetterReason.INVALID_IDENTIFIER);
    assertThat(RecordCheck.none().refuse(source(null, null), "x")).isEmpty();
  }

  private List<DeadLetter> deadLetters() {
    var letters = harness.getSideOutput(DecodeFunction.DEAD_LETTERS);
    return letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList();
  }

  private static SourceRecord source(byte[] key, byte[] value) {
    return new SourceRecord("chat.commands", 0, 7, 1000, true, key, value, null);
  }

  /** The conversation that the corpus's valid record names. */
  private static byte[] conversationOf(byte[] value) throws Exception {
    TestRegistry registry = new TestRegistry();
    for (int id = COMMAND_ID; id <= COMMAND_ID + 2; id++) {
      registry.schemas().register("chat.commands-value", ConversationCommand.getClassSchema());
    }
    var decoding = RecordDecoder.of(ConversationCommand.class, registry.schemas()).decode(value);
    return ((Decoding.Decoded<ConversationCommand>) decoding)
        .record()
        .getConversationId()
        .getBytes(UTF_8);
  }
}
