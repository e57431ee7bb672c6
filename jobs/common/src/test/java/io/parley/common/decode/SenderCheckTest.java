package io.parley.common.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.options.KafkaOptions.LostState;
import io.parley.common.options.SecretFile;
import io.parley.common.options.SignatureOptions;
import io.parley.common.testing.TestRegistry;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.signature.GatewaySignature;
import io.parley.schemas.signature.SignedRecord;
import io.parley.schemas.signature.SigningKey;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the check of signatures in the decode path, as every job runs it.
 *
 * <p>Seen red: a path that does not ask the check (forged commands went through).
 */
class SenderCheckTest {

  private static final long NOW = 1_700_000_000_000L;

  @TempDir private Path directory;
  private final TestRegistry registry = new TestRegistry();
  private Path keys;

  @BeforeEach
  void writeKeys() throws IOException {
    registry.schemas().register("chat.commands-value", ConversationCommand.getClassSchema());
    registry.schemas().register("chat.receipts-value", Receipt.getClassSchema());
    keys =
        Files.writeString(
            directory.resolve("keys"),
            "gw-1 k1 %s\ngw-2 k1 %s\n".formatted(base64("gw-1"), base64("gw-2")));
  }

  @Test
  void aCommandThatItsGatewayHasSignedIsARecord() throws Exception {
    assertThat(reasons(ConversationCommand.class, command("gw-1", "gw-1"))).isEmpty();
  }

  @Test
  void aCommandWithoutASignatureOrOfAnotherGatewayIsADeadLetterAndCounted() throws Exception {
    assertThat(
            reasons(
                ConversationCommand.class,
                command("gw-1", null),
                command("gw-1", "gw-2"),
                command("gw-1", "gw-9")))
        .containsExactly(
            DeadLetterReason.BAD_SIGNATURE,
            DeadLetterReason.BAD_SIGNATURE,
            DeadLetterReason.BAD_SIGNATURE);
  }

  /** A receipt names no gateway, so any known gateway may have signed it. */
  @Test
  void aReceiptMustBeSignedByAKnownGateway() throws Exception {
    assertThat(reasons(Receipt.class, receipt("gw-1"), receipt("gw-2"))).isEmpty();
    assertThat(reasons(Receipt.class, receipt("gw-9"), receipt(null)))
        .containsExactly(DeadLetterReason.BAD_SIGNATURE, DeadLetterReason.BAD_SIGNATURE);
  }

  @Test
  void nothingIsCheckedWithoutAKeyFile() throws Exception {
    assertThat(
            reasons(
                SignatureOptions.off(), ConversationCommand.class, List.of(command("gw-1", null))))
        .isEmpty();
  }

  @Test
  void topicsThatJobsWriteAreNotChecked() {
    SignatureOptions on = new SignatureOptions(new SecretFile(keys.toString()), Duration.ofDays(1));
    SourceRecord unsigned =
        new SourceRecord(Topics.EVENTS, 0, 0, NOW, false, new byte[0], new byte[0], null);
    assertThat(
            SenderCheck.of(on, Optional.of(Topics.EVENTS))
                .passes(unsigned, new ConversationEvent()))
        .isTrue();
  }

  private List<DeadLetterReason> reasons(
      Class<? extends SpecificRecord> type, SourceRecord... records) throws Exception {
    return reasons(
        new SignatureOptions(new SecretFile(keys.toString()), Duration.ofDays(1)),
        type,
        List.of(records));
  }

  private <T extends SpecificRecord> List<DeadLetterReason> reasons(
      SignatureOptions signatures, Class<T> type, List<SourceRecord> records) throws Exception {
    DecodeFunction<T> function =
        new DecodeFunction<>(
            type,
            RecordCheck.contract(TopicCatalogue.load().topic(records.get(0).topic())),
            new IntakeServices(registry, null, "", LostState.REFUSE, signatures));
    try (var task =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function), 1, 1, 0)) {
      task.open();
      for (SourceRecord record : records) {
        task.processElement(record, 0);
      }
      var letters = task.getSideOutput(DecodeFunction.DEAD_LETTERS);
      return letters == null
          ? List.of()
          : letters.stream().map(StreamRecord::getValue).map(DeadLetter::reason).toList();
    }
  }

  private SourceRecord command(String claimed, String signer) throws Exception {
    ConversationCommand command =
        new ConversationCommand("m1", "c", "ann", "phone", claimed, NOW, new DeleteMessage(1L));
    byte[] value =
        RecordEncoder.of(ConversationCommand.class, Topics.COMMANDS, registry.schemas())
            .encode(command);
    return signed(Topics.COMMANDS, value, signer);
  }

  private SourceRecord receipt(String signer) throws Exception {
    Receipt receipt =
        Receipt.newBuilder()
            .setConversationId("c")
            .setUserId("u")
            .setDeviceId("d")
            .setMessageId(1)
            .setKind(ReceiptKind.READ)
            .build();
    byte[] value =
        RecordEncoder.of(Receipt.class, Topics.RECEIPTS, registry.schemas()).encode(receipt);
    return signed(Topics.RECEIPTS, value, signer);
  }

  private static SourceRecord signed(String topic, byte[] value, String signer) {
    byte[] key = "c".getBytes(UTF_8);
    String signature =
        signer == null
            ? null
            : GatewaySignature.sign(
                    new SignedRecord(topic, key, value),
                    new SigningKey(signer, "k1", secret(signer)),
                    NOW)
                .text();
    return new SourceRecord(topic, 0, 0, NOW, true, key, value, null, signature);
  }

  private static String base64(String gateway) {
    return Base64.getEncoder().encodeToString(secret(gateway));
  }

  private static byte[] secret(String gateway) {
    return gateway.repeat(16).getBytes(UTF_8);
  }
}
