package io.parley.checker.conformance;

import io.parley.checker.conformance.GatewayStory.Place;
import io.parley.checker.conformance.Written.ReceiptWritten;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.receipt.ReceiptKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Rules 12, 20 and 22: receipts that should not have been written. */
final class ReceiptJudge implements Judge {

  /** Gathered for 100 ms there are at most 10 a second; twice as many may share an append time. */
  private static final int MOST_PER_SECOND = 20;

  @Override
  public void judge(GatewayStory story, Breaches breaches) {
    story
        .receipts()
        .forEach(
            (place, receipts) -> {
              List<ReceiptWritten> ours =
                  receipts.stream()
                      .filter(receipt -> story.lives().held(place.device(), receipt.time()))
                      .toList();
              areForMembers(story, place, ours, breaches);
              areForWhatExists(story, place, ours, breaches);
              for (ReceiptKind kind : ReceiptKind.values()) {
                areGathered(
                    story,
                    ours.stream().filter(receipt -> receipt.kind() == kind).toList(),
                    breaches);
              }
            });
  }

  private static void areForMembers(
      GatewayStory story, Place place, List<ReceiptWritten> receipts, Breaches breaches) {
    // The event with which the user joined a moment ago may not be committed yet.
    if (!receipts.isEmpty()
        && receipts.get(0).time() < story.end - Times.OVERDUE / 2
        && story.wasNeverMember(place.conversation(), place.device().user())) {
      breaches.report(
          Rule.MEMBERS_ONLY,
          receipts.get(0).at(),
          "a receipt of '%s', who was never a member of '%s'"
              .formatted(place.device().user(), place.conversation()));
    }
  }

  /**
   * A device may have read the table, so whatever exists may have reached it. A receipt for a
   * stranger's conversation is judged by the rule about members.
   */
  private static void areForWhatExists(
      GatewayStory story, Place place, List<ReceiptWritten> receipts, Breaches breaches) {
    if (story.wasNeverMember(place.conversation(), place.device().user())) {
      return;
    }
    long newest = story.newestOf(place.conversation());
    for (ReceiptWritten receipt : receipts) {
      if (receipt.kind() == ReceiptKind.DELIVERED
          && receipt.upTo() > newest
          && receipt.time() < story.end - Times.OVERDUE / 2
          && Snowflake.unixMillis(receipt.upTo()) > story.deliveriesCompleteSince()) {
        breaches.report(
            Rule.NOT_BEYOND_A_GAP,
            receipt.at(),
            "DELIVERED up to %d by %s, but the newest event of '%s' is %d"
                .formatted(receipt.upTo(), place.device(), place.conversation(), newest));
      }
    }
  }

  private static void areGathered(
      GatewayStory story, List<ReceiptWritten> receipts, Breaches breaches) {
    Deque<Long> second = new ArrayDeque<>();
    for (ReceiptWritten receipt : receipts) {
      second.addLast(receipt.time());
      while (second.peekFirst() <= receipt.time() - 1_000) {
        second.removeFirst();
      }
      if (second.size() > MOST_PER_SECOND && !story.signs.wereSilentBefore(receipt.time())) {
        breaches.report(
            Rule.GATHER,
            receipt.at(),
            "the receipt number %d of %s in '%s' within a second, expected at most 10"
                .formatted(second.size(), receipt.device(), receipt.conversation()));
        return;
      }
    }
  }
}
