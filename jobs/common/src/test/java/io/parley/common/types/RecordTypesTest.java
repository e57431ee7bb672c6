package io.parley.common.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.Incoming;
import io.parley.common.kafka.Outgoing;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.testing.SavedType;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type that the jobs share comes back as it went, without Kryo and from a savepoint. */
class RecordTypesTest {

  private static final SourceRecord SOURCE =
      new SourceRecord("t", 1, 2, 3, true, new byte[] {1}, new byte[] {2}, null);
  private static final Receipt RECEIPT =
      Receipt.newBuilder()
          .setConversationId("c")
          .setUserId("u")
          .setDeviceId("d")
          .setMessageId(5)
          .setKind(ReceiptKind.READ)
          .build();

  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of(TypeInformation.of(SourceRecord.class), SOURCE),
        Arguments.of(
            TypeInformation.of(SourceRecord.class),
            new SourceRecord("t", 1, 2, -3, false, null, null, "trace")),
        Arguments.of(
            TypeInformation.of(DeadLetter.class),
            new DeadLetter(SOURCE, DeadLetterReason.MALFORMED)),
        Arguments.of(RecordTypes.avro(Receipt.class), RECEIPT),
        Arguments.of(Incoming.typeOf(Receipt.class), new Incoming<>(SOURCE, RECEIPT)),
        Arguments.of(Outgoing.typeOf(Receipt.class), new Outgoing<>("k", RECEIPT, 9, "trace")),
        Arguments.of(Outgoing.typeOf(Receipt.class), new Outgoing<>("k", null, 9, null)));
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void aValueComesBackAsItWent(TypeInformation<T> type, T value) throws Exception {
    TypeSerializer<T> serializer = InstantiationUtil.clone(SavedType.serializer(type)).duplicate();

    assertThat(roundTrip(serializer, serializer, value)).isEqualTo(value);
    assertThat(serializer.copy(value)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void aSavepointCanBeReadByTheSerializerThatItsSnapshotRestores(
      TypeInformation<T> type, T value) throws Exception {
    SavedType.assertCanBeRead(type, value);
  }

  private static <T> T roundTrip(TypeSerializer<T> writer, TypeSerializer<T> reader, T value)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.serialize(value, new DataOutputViewStreamWrapper(bytes));
    return reader.deserialize(
        new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
