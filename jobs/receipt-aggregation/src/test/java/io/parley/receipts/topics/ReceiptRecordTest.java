package io.parley.receipts.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.receipts.domain.CursorUpdate;
import io.parley.receipts.domain.CursorUpdate.Position;
import io.parley.receipts.operator.LedgerChanges;
import io.parley.schemas.id.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

/** What the topic of cursors gets of a flush. */
class ReceiptRecordTest {

  /** Seen red with a colon between the ids, which an id may contain. */
  @Test
  void noTwoPairsOfIdsHaveOneKey() {
    assertThat(Identifiers.isValid("a:b")).isTrue();
    assertThat(key("a:b", "c")).isNotEqualTo(key("a", "b:c"));
    for (char c = 0; c < 128; c++) {
      String id = "a" + c + "b";
      if (Identifiers.isValid(id)) {
        assertThat(key(id, "c")).as(id).isNotEqualTo(key("a", "b" + c + "c"));
        assertThat(key(id, "c").split("/")).containsExactly(id, "c");
      }
    }
  }

  @Test
  void aFormerMemberGetsATombstoneAndOnlyWhatIsPublishedGoesOut() {
    List<ReceiptRecord> records =
        records(update("c", "ann", true, true), update("c", "bob", true, false));
    assertThat(records).hasSize(2);
    assertThat(records.get(0).cursor().value()).isNull();
    assertThat(records.get(1).cursor().value().getUserId()).hasToString("bob");
    assertThat(records(update("c", "ann", false, false))).isEmpty();
  }

  private static String key(String conversation, String user) {
    return records(update(conversation, user, true, false)).get(0).cursor().key();
  }

  private static List<ReceiptRecord> records(CursorUpdate... updates) {
    List<ReceiptRecord> records = new ArrayList<>();
    ReceiptRecord.of(
        new LedgerChanges("c", List.of(), List.of(updates), List.of()),
        new ListCollector<>(records));
    return records;
  }

  private static CursorUpdate update(
      String conversation, String user, boolean published, boolean left) {
    Position position = new Position(1, 2, 3, true);
    return new CursorUpdate(conversation, user, position, position, 0, true, published, left, 4, 5);
  }
}
