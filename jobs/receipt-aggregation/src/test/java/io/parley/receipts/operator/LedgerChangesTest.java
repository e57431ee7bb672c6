package io.parley.receipts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.kafka.Outgoing;
import io.parley.common.testing.SavedType;
import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.ReceiptRow;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import java.util.List;
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
    SavedType.assertCanBeRead(LedgerChanges.type(), CHANGES);

    assertThat(SavedType.serializer(LedgerChanges.type()).copy(CHANGES)).isEqualTo(CHANGES);
  }
}
