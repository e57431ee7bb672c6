package io.parley.receipts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.kafka.Outgoing;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.ReceiptRow;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Changes that ScyllaDB has not acknowledged are in checkpoints, so they are state. */
class LedgerChangesTest {

  private static final LedgerChanges CHANGES =
      new LedgerChanges(
          "c",
          List.of(
              new Outgoing<>(
                  "c",
                  MessageStatus.newBuilder()
                      .setConversationId("c")
                      .setMessageId(1)
                      .setSenderId("a")
                      .setStatus(DeliveryStatus.READ)
                      .setRecipients(1)
                      .setDeliveredCount(1)
                      .setReadCount(1)
                      .setVersion(3)
                      .setUpdatedAt(4)
                      .build(),
                  5,
                  null)),
          List.of(
              new CursorUpdate(
                  "c",
                  "b",
                  new CursorUpdate.Position(1, 2, 3, true),
                  new CursorUpdate.Position(1, 2, 4, false),
                  7,
                  true,
                  true,
                  false,
                  8,
                  9)),
          List.of(new ReceiptRow("c", 1, "b", 2, 3, 4)));

  /** Seen red with a component of LedgerChanges that its type does not name. */
  @Test
  void aSavepointCanBeReadByTheSerializerThatItsSnapshotRestores() throws Exception {
    SerializerConfigImpl withoutKryo = new SerializerConfigImpl();
    withoutKryo.setGenericTypes(false);
    TypeSerializer<LedgerChanges> serializer = LedgerChanges.type().createSerializer(withoutKryo);
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    serializer.serialize(CHANGES, out);

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    TypeSerializerSnapshot<LedgerChanges> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(in, getClass().getClassLoader());

    assertThat(snapshot.restoreSerializer().deserialize(in)).isEqualTo(CHANGES);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isIncompatible())
        .isFalse();
    assertThat(serializer.copy(CHANGES)).isEqualTo(CHANGES);
  }
}
