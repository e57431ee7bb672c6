package io.parley.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding.Decoded;
import io.parley.schemas.wire.Decoding.Undecodable;
import io.parley.schemas.wire.HostileRecords.HostileRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that no malformed value is taken for a record.
 *
 * <p>Seen red: with the fast reader left on, strings that are not UTF-8 were decoded. Without the
 * check of the end, records with trailing bytes were decoded. Without the limits of AvroSafety, the
 * bombs were taken for truncated records.
 */
class HostileRecordsTest {

  private static final InMemorySchemas REGISTRY = new InMemorySchemas();
  private static final int COMMAND_ID =
      REGISTRY.register(Topics.COMMANDS + "-value", ConversationCommand.getClassSchema());
  private static final int RECEIPT_ID =
      REGISTRY.register(Topics.RECEIPTS + "-value", Receipt.getClassSchema());

  private final RecordDecoder<ConversationCommand> decoder =
      RecordDecoder.of(ConversationCommand.class, REGISTRY);

  static List<HostileRecord> corpus() {
    return HostileRecords.forCommands(COMMAND_ID, RECEIPT_ID);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void isRefusedForItsReason(HostileRecord hostile) throws RegistryUnavailableException {
    assertThat(decoder.decode(hostile.value()))
        .isInstanceOfSatisfying(
            Undecodable.class,
            undecodable -> {
              assertThat(undecodable.reason()).as(undecodable.detail()).isEqualTo(hostile.reason());
              assertThat(undecodable.detail()).isNotBlank();
            });
  }

  @Test
  void theRecordThatTheCorpusIsBuiltAroundIsReadable() throws RegistryUnavailableException {
    assertThat(decoder.decode(HostileRecords.validCommand(COMMAND_ID)))
        .isInstanceOfSatisfying(
            Decoded.class,
            decoded -> {
              ConversationCommand command = (ConversationCommand) decoded.record();
              assertThat(command.getSenderId()).isEqualTo("alice");
              assertThat(command.getPayload()).isInstanceOf(ChangeMembers.class);
            });
  }

  /**
   * The text is refused later, by whoever can answer the sender. Red when the mark on the payload
   * is left out of the schema, and when the invalid bytes come out as U+FFFD, which is valid text.
   */
  @Test
  void aCommandWithHalfASurrogatePairIsReadableAndItsTextIsRecognisablyInvalid()
      throws RegistryUnavailableException {
    assertThat(decoder.decode(HostileRecords.commandWithHalfASurrogatePair(COMMAND_ID)))
        .isInstanceOfSatisfying(
            Decoded.class,
            decoded -> {
              ConversationCommand command = (ConversationCommand) decoded.record();
              assertThat(command.getSenderId()).isEqualTo("alice");
              String text = ((SendMessage) command.getPayload()).getText();
              assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isFalse();
            });
  }

  @Test
  void everyReasonIsInTheCorpus() {
    assertThat(corpus()).extracting(HostileRecord::reason).contains(UndecodableReason.values());
  }

  @Test
  void theDecoderIsAsGoodAsNewAfterTheWholeCorpus() throws RegistryUnavailableException {
    for (HostileRecord hostile : corpus()) {
      decoder.decode(hostile.value());
    }

    assertThat(decoder.decode(HostileRecords.validCommand(COMMAND_ID))).isInstanceOf(Decoded.class);
  }

  @Property
  void noBytesAtAllMakeItThrow(@ForAll byte[] garbage) throws RegistryUnavailableException {
    byte[] framed = Arrays.copyOf(WireFormat.header(COMMAND_ID), 5 + garbage.length);
    System.arraycopy(garbage, 0, framed, 5, garbage.length);

    assertThat(decoder.decode(garbage)).isNotNull();
    assertThat(decoder.decode(framed)).isNotNull();
  }

  @Property
  void oneChangedByteNeverMakesItThrow(@ForAll byte replacement, @ForAll int position)
      throws RegistryUnavailableException {
    byte[] value = HostileRecords.validCommand(COMMAND_ID);
    value[Math.floorMod(position, value.length)] = replacement;

    assertThat(decoder.decode(value)).isNotNull();
  }
}
