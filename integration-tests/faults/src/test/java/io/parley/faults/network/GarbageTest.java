package io.parley.faults.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.faults.FixedSchemas;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.id.Identifiers;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.SchemaLookup;
import io.parley.simulator.SeededRandom;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Tests that no record of the garbage can be decoded, because such a record would prove nothing.
 */
class GarbageTest {

  private final SchemaLookup registry = new FixedSchemas();
  private final Garbage garbage =
      new Garbage(registry, new SeededRandom(new SplittableRandom(20_26)));

  @Test
  void noReaderCanDecodeWhatIsUndecodable() throws Exception {
    assertUndecodable(Topics.COMMANDS, ConversationCommand.class);
    assertUndecodable(Topics.RECEIPTS, Receipt.class);
    assertUndecodable(Topics.SESSIONS, SessionEvent.class);
    assertUndecodable(Topics.GATEWAYS, GatewayEvent.class);
  }

  private <T extends SpecificRecord> void assertUndecodable(String topic, Class<T> type)
      throws Exception {
    RecordDecoder<T> decoder = RecordDecoder.of(type, registry);
    List<ProducerRecord<byte[], byte[]>> records = garbage.undecodable(topic);
    assertThat(records).hasSizeGreaterThan(30);
    for (ProducerRecord<byte[], byte[]> record : records) {
      assertThat(decoder.decode(record.value())).isInstanceOf(Decoding.Undecodable.class);
    }
  }

  @Test
  void theFaultIsInWhatWasSpoiltAndNowhereElse() throws Exception {
    Receipt receipt = new Receipt("c1", "bob", "phone", 1L, ReceiptKind.READ);
    byte[] valid = RecordEncoder.of(Receipt.class, Topics.RECEIPTS, registry).encode(receipt);

    RecordDecoder<Receipt> decoder = RecordDecoder.of(Receipt.class, registry);

    assertThat(decoder.decode(valid)).isEqualTo(new Decoding.Decoded<>(receipt));
    for (byte[] spoilt : SpoiltValues.of(valid, 4)) {
      assertThat(decoder.decode(spoilt)).isInstanceOf(Decoding.Undecodable.class);
    }
  }

  @Test
  void whatIsSenselessCanBeDecoded() throws Exception {
    RecordDecoder<ConversationCommand> decoder =
        RecordDecoder.of(ConversationCommand.class, registry);

    for (ProducerRecord<byte[], byte[]> record : garbage.senseless("t")) {
      assertThat(decoder.decode(record.value())).isInstanceOf(Decoding.Decoded.class);
    }
    assertThat(garbage.senseless("t"))
        .filteredOn(record -> record.key() != null)
        .extracting(record -> new String(record.key(), UTF_8))
        .contains("garbage");
  }

  /** Seen red: with 5 as the number. */
  @Test
  void someOfWhatIsSenselessHasNoEnvelope() throws Exception {
    RecordDecoder<ConversationCommand> decoder =
        RecordDecoder.of(ConversationCommand.class, registry);
    int without = 0;
    for (ProducerRecord<byte[], byte[]> record : garbage.senseless("t")) {
      ConversationCommand command =
          ((Decoding.Decoded<ConversationCommand>) decoder.decode(record.value())).record();
      boolean ownKey =
          record.key() != null
              && new String(record.key(), UTF_8).equals(command.getConversationId());
      if (!ownKey || Identifiers.firstInvalid(command).isPresent()) {
        without++;
      }
    }
    assertThat(without).isEqualTo(Garbage.SENSELESS_WITHOUT_ENVELOPE);
  }

  @Test
  void whatIsOutOfBoundsCanBeDecoded() throws Exception {
    assertDecodable(Topics.RECEIPTS, Receipt.class);
    assertDecodable(Topics.SESSIONS, SessionEvent.class);
    assertDecodable(Topics.GATEWAYS, GatewayEvent.class);
  }

  private <T extends SpecificRecord> void assertDecodable(String topic, Class<T> type)
      throws Exception {
    RecordDecoder<T> decoder = RecordDecoder.of(type, registry);
    assertThat(garbage.outOfBounds(topic)).isNotEmpty();
    for (ProducerRecord<byte[], byte[]> record : garbage.outOfBounds(topic)) {
      assertThat(decoder.decode(record.value())).isInstanceOf(Decoding.Decoded.class);
    }
  }
}
