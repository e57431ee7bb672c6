package io.parley.routing.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.Incoming;
import io.parley.common.decode.RecordCheck;
import io.parley.common.kafka.SourceRecord;
import io.parley.routing.Events;
import io.parley.routing.domain.UserInput;
import io.parley.routing.domain.UserInputCodec;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every id of every input at its bounds: what is beyond becomes a dead letter, and nothing of it
 * reaches a key, a state or a table. The times of gateways have bounds of their own.
 */
class InputBoundsTest {

  private static final long NOW = Events.START;
  private static final String LONGEST = "i".repeat(64);
  private static final List<String> INVALID =
      List.of("", LONGEST + "i", "g".repeat(1_000_000), "two words", "tab\t", "\u0000", "ä");
  private static final Duration AHEAD = Duration.ofMinutes(10);

  /** A valid record of an input. */
  record Input(String topic, Supplier<SpecificRecord> valid) {
    @Override
    public String toString() {
      return topic;
    }
  }

  static Stream<Input> inputs() {
    return Stream.of(
        new Input(Topics.EVENTS, () -> Events.message("c", Events.id(1), "ann", "phone")),
        new Input(Topics.SESSIONS, () -> session(NOW, NOW)),
        new Input(Topics.RECEIPTS, () -> new Receipt("c", "ann", "phone", 1L, ReceiptKind.READ)),
        new Input(Topics.GATEWAYS, () -> new GatewayEvent("g", NOW, GatewayState.UP)),
        new Input(
            Topics.MESSAGE_STATUS,
            () -> new MessageStatus("c", 1L, "ann", DeliveryStatus.READ, 1, 1, 1, 1L, NOW)),
        new Input(Topics.READ_CURSORS, () -> new ReadCursor("c", "ann", 1L, 1L, 0, 1L, NOW)));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void everyIdOfEveryInputHasTheSameBounds(Input input) {
    List<Schema.Field> ids = ids(input.valid().get());
    assertThat(ids).isNotEmpty();
    assertThat(refusal(input, input.valid().get())).isEmpty();
    for (Schema.Field id : ids) {
      assertThat(refusal(input, with(input, id, LONGEST))).as("%s of 64", id.name()).isEmpty();
      for (String invalid : INVALID) {
        assertThat(refusal(input, with(input, id, invalid)))
            .as("%s of %d characters", id.name(), invalid.length())
            .contains(DeadLetterReason.INVALID_IDENTIFIER);
      }
    }
  }

  @Test
  void theTimesOfGatewaysHaveBounds() {
    RecordCheck<SessionEvent> sessions = InputChecks.session(AHEAD);
    long last = NOW + AHEAD.toMillis();

    assertThat(sessions.refuse(source("s", NOW), session(0, 0))).isEmpty();
    assertThat(sessions.refuse(source("s", NOW), session(last, last))).isEmpty();
    for (long beyond : new long[] {last + 1, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      assertThat(sessions.refuse(source("s", NOW), session(beyond, NOW))).isPresent();
      assertThat(sessions.refuse(source("s", NOW), session(NOW, beyond))).isPresent();
      assertThat(
              InputChecks.gateway(AHEAD)
                  .refuse(source("g", NOW), new GatewayEvent("g", beyond, GatewayState.ALIVE)))
          .contains(DeadLetterReason.TIMESTAMP_OUT_OF_RANGE);
    }
  }

  /**
   * Seen red: with the id as it comes, for which no write timestamp exists, so that the job failed
   * at the row again and again.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1_000, 1_023})
  void aReceiptUpToAnIdThatIsNeverGivenAcknowledgesAllBeforeIt(int sequence) {
    long id = Snowflake.of(NOW, 1, 7, sequence);
    Receipt receipt = new Receipt("c", "ann", "phone", id, ReceiptKind.DELIVERED);

    byte[] packed =
        UserInputs.ofReceipt(new Incoming<>(source(Topics.RECEIPTS, NOW), receipt)).packed();

    long upTo = ((UserInput.Acknowledgement) UserInputCodec.unpack(packed)).upTo();
    assertThat(upTo)
        .isEqualTo(Snowflake.of(NOW, 1, 7, Math.min(sequence, Snowflake.MAX_NUMBERED_SEQUENCE)));
    assertThat(Snowflake.writeTimestampMicros(upTo)).isPositive();
  }

  private static SessionEvent session(long incarnation, long epoch) {
    return new SessionEvent("ann", "phone", "g", incarnation, epoch, SessionState.CONNECTED);
  }

  /** The fields that hold ids as text. */
  private static List<Schema.Field> ids(SpecificRecord record) {
    List<Schema.Field> ids = new ArrayList<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      if (field.name().endsWith("_id") && field.schema().getType() == Schema.Type.STRING) {
        ids.add(field);
      }
    }
    return ids;
  }

  private static SpecificRecord with(Input input, Schema.Field id, String value) {
    SpecificRecord record = input.valid().get();
    record.put(id.pos(), value);
    return record;
  }

  private static Optional<DeadLetterReason> refusal(Input input, SpecificRecord record) {
    var topic = TopicCatalogue.load().topic(input.topic());
    String key =
        Stream.of(topic.key().split("/"))
            .map(field -> String.valueOf(record.get(record.getSchema().getField(field).pos())))
            .collect(Collectors.joining("/"));
    return RecordCheck.contract(topic).refuse(source(input.topic(), key), record);
  }

  private static SourceRecord source(String topic, long at) {
    return new SourceRecord(topic, 0, 0, at, true, new byte[0], new byte[0], null);
  }

  private static SourceRecord source(String topic, String key) {
    return new SourceRecord(topic, 0, 0, NOW, true, key.getBytes(UTF_8), new byte[0], null);
  }
}
