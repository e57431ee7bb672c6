package io.parley.faults.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.faults.FixedSchemas;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.id.Identifiers;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Tests that records at their bounds can be decoded and lie under their keys. */
class BoundaryRecordsTest {

  private static final FixedSchemas REGISTRY = new FixedSchemas();

  private final BoundaryRecords bounds = new BoundaryRecords(REGISTRY, "t");

  @Test
  void eachRecordCanBeDecoded() throws Exception {
    decode(bounds.commands(), ConversationCommand.class);
    decode(bounds.receipts(), Receipt.class);
    decode(bounds.sessions(), SessionEvent.class);
    decode(bounds.gateways(), GatewayEvent.class);
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

  /** Seen red: with the values of only the newest record of a topic. */
  @Test
  void eachRecordWithAnInvalidIdIsNoted() throws Exception {
    assertNoted(Topics.COMMANDS, decode(bounds.commands(), ConversationCommand.class));
    assertNoted(Topics.RECEIPTS, decode(bounds.receipts(), Receipt.class));
    assertNoted(Topics.SESSIONS, decode(bounds.sessions(), SessionEvent.class));
    assertNoted(Topics.GATEWAYS, decode(bounds.gateways(), GatewayEvent.class));
  }

  private void assertNoted(String topic, List<? extends SpecificRecord> records) {
    long invalid =
        records.stream().filter(record -> Identifiers.firstInvalid(record).isPresent()).count();

    assertThat(invalid).as(topic).isPositive().isLessThan(records.size());
    assertThat(bounds.withInvalidIds().get(topic)).as(topic).hasSize((int) invalid);
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
