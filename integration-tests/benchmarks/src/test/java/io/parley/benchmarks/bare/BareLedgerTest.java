package io.parley.benchmarks.bare;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.benchmarks.bare.BareLedger.Change;
import io.parley.benchmarks.bare.BareLedger.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The expected writes are those of the Ledger of receipt aggregation for the same input.
 *
 * <p>Seen red: sending no longer counted as reading; a receipt before its message lost; the unread
 * count written with each receipt.
 */
class BareLedgerTest {

  private static final long FLUSH = 200;
  private static final long UNREAD = 2_000;

  private final BareLedger ledger = new BareLedger("c", FLUSH, UNREAD);
  private final List<String> written = new ArrayList<>();
  private final BareLedger.Sink sink =
      new BareLedger.Sink() {
        @Override
        public void messages(BareLedger of, List<Message> messages) {
          messages.forEach(this::status);
        }

        private void status(Message message) {
          written.add(
              "status %d: %d got, %d read, rows of %s"
                  .formatted(
                      message.id,
                      message.deliveredAt.size(),
                      message.readAt.size(),
                      message.changed));
        }

        @Override
        public void cursors(BareLedger of, List<Change> changes) {
          for (Change change : changes) {
            written.add(
                "%s:%s%s unread %d%s"
                    .formatted(
                        change.member().user,
                        change.delivered() ? " got " + change.member().delivered.id : "",
                        change.read() ? " read " + change.member().read.id : "",
                        change.unread(),
                        change.rowOfUnread() ? " with row" : ""));
          }
        }
      };

  @BeforeEach
  void bothJoin() throws Exception {
    ledger.joined(10, List.of("ann", "bob"), 1, 0);
    flush(FLUSH);
    written.clear();
  }

  private void flush(long now) throws Exception {
    assertThat(ledger.flushAt()).isLessThanOrEqualTo(now);
    ledger.flush(now, sink);
  }

  @Test
  void aReceiptWritesTheStatusAndTheCursorSoonAndTheUnreadCountLater() throws Exception {
    ledger.sent(20, "ann", 1_000, 1_000);
    ledger.delivered("bob", 20, 1_010, 1_010);

    flush(1_010 + FLUSH);
    assertThat(written)
        .containsExactly("bob: got 20 unread 1", "status 20: 1 got, 0 read, rows of [bob]");

    written.clear();
    flush(1_000 + UNREAD);
    assertThat(written).containsExactly("bob: unread 1 with row");
    assertThat(ledger.flushAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void toAnswerIsToReadWhatCameBefore() throws Exception {
    ledger.sent(20, "ann", 1_000, 1_000);
    ledger.delivered("bob", 20, 1_010, 1_010);
    flush(1_000 + UNREAD);
    written.clear();

    ledger.sent(30, "bob", 5_000, 5_000);
    ledger.delivered("ann", 30, 5_010, 5_010);
    flush(5_000 + FLUSH);

    assertThat(written)
        .containsExactly(
            "ann: got 30 unread 1",
            "bob: read 20 unread 0 with row",
            "status 20: 1 got, 1 read, rows of [bob]",
            "status 30: 1 got, 0 read, rows of [ann]");
  }

  @Test
  void aReceiptThatComesBeforeItsMessageWaitsForIt() throws Exception {
    ledger.delivered("bob", 20, 990, 990);
    assertThat(ledger.flushAt()).isEqualTo(Long.MAX_VALUE);

    ledger.sent(20, "ann", 1_000, 1_000);
    flush(1_000 + FLUSH);

    assertThat(written).contains("status 20: 1 got, 0 read, rows of [bob]");
  }

  @Test
  void aReceiptThatSaysNothingNewWritesNothing() throws Exception {
    ledger.sent(20, "ann", 1_000, 1_000);
    ledger.delivered("bob", 20, 1_010, 1_010);
    flush(1_000 + UNREAD);

    ledger.delivered("bob", 20, 9_000, 9_000);
    ledger.delivered("bob", 10, 9_000, 9_000);

    assertThat(ledger.flushAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void oneReceiptForSeveralMessagesGivesEachAStatus() throws Exception {
    ledger.sent(20, "ann", 1_000, 1_000);
    ledger.sent(21, "ann", 1_001, 1_001);
    ledger.delivered("bob", 21, 1_010, 1_010);
    flush(1_010 + FLUSH);

    assertThat(written)
        .containsExactly(
            "bob: got 21 unread 2",
            "status 20: 1 got, 0 read, rows of [bob]",
            "status 21: 1 got, 0 read, rows of [bob]");
  }
}
