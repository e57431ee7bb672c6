package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.Scratch;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.wire.AvroSafety;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests which rows of device_cursors no receipt explains, and which rows are not judged.
 *
 * <p>Seen red: {@link DeviceCursorJudge} that keeps the highest receipt from one device to the
 * next, or that judges rows of unknown conversations. {@link DeviceCursorCheck} that does not ask
 * whether the receipts are whole.
 */
class DeviceCursorCheckTest {

  static {
    AvroSafety.apply();
  }

  private static final String PHONE = "bob/phone";
  private static final String PAD = "bob/pad";
  private static final int PADS = 20;

  private final RoutingStory story = new RoutingStory();
  private ConversationEvent last;

  @BeforeEach
  void bobHasReceivedTwoEvents() {
    story.receipt(PHONE, story.join("ann", "bob"));
    last = story.say("ann/desk");
    story.receipt(PHONE, last);
  }

  @Test
  void aRowAtTheHighestReceiptHolds() {
    assertThat(judged().assertHolds().counts()).containsEntry(DeviceCursorCheck.ROWS, 1L);
  }

  @Test
  void aRowBelowTheHighestReceiptHolds() {
    put(PHONE, last.getEventId() - (1L << 22));
    judged().assertHolds();
  }

  @Test
  void aMissingRowHolds() {
    story.deviceCursors.clear();
    judged().assertHolds();
  }

  @Test
  void aRowAboveTheHighestReceiptIsFound() {
    put(PHONE, last.getEventId() + 1);
    finds(Violation.DEVICE_CURSOR_AHEAD);
  }

  /** Rows come in the order of the devices' digests: some before the phone's, and some after. */
  @Test
  void theReceiptOfAnotherDeviceExplainsNothing() {
    for (int pad = 0; pad < PADS; pad++) {
      put(PAD + pad, last.getEventId());
    }
    assertThat(judged().checks().get(Violation.DEVICE_CURSOR_AHEAD).found()).isEqualTo(PADS);

    for (int pad = 0; pad < PADS; pad++) {
      story.receipt(PAD + pad, last);
    }
    judged().assertHolds();
  }

  @Test
  void aRowThatWasDatedByAClockIsFound() {
    story.redateDeviceCursor(PHONE);
    finds(Violation.WRONG_WRITETIME);
  }

  @Test
  void whereReceiptsWereDeletedNobodyCanTell() {
    put(PHONE, last.getEventId() + 1);
    Seen<Receipt> first = story.receipts.remove(0);
    assertThat(first.at()).isEqualTo(new Position("chat.receipts", 0, 0));
    judged().assertHolds();
  }

  @Test
  void aRowOfAConversationWithoutItsFirstEventIsNotJudged() {
    put(PHONE, last.getEventId() + 1);
    story.events.remove(0);
    judged().assertHolds();
  }

  private void put(String device, long eventId) {
    story.deviceCursors.put(device, RoutingStory.deviceCursor(device, eventId));
  }

  private void finds(Violation violation) {
    Verdict verdict = judged();
    assertThat(verdict.violations()).as(verdict.table()).isEqualTo(Set.of(violation));
  }

  private Verdict judged() {
    try (Scratch scratch = Scratch.in(Path.of("target", "scratch"), 10)) {
      return new Checker(scratch).deviceCursors(story).verdict();
    }
  }
}
