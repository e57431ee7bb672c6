package io.parley.checker.conformance;

import io.parley.checker.conformance.Written.ReceiptWritten;
import io.parley.schemas.delivery.DeliveryKind;
import java.util.List;

/**
 * Rules 11, 13 and 14: deliveries to a device that got no receipt although the session lasted long
 * enough. A delivery is judged once.
 */
final class AnswerJudge implements Judge {

  @Override
  public void judge(GatewayStory story, Breaches breaches) {
    for (Ordered delivery : story.deliveries) {
      if (delivery.kind() != DeliveryKind.BROADCAST
          && !delivery.isOpen()
          && couldAnswer(story, delivery)) {
        List<ReceiptWritten> receipts = story.receipts(delivery.device(), delivery.conversation());
        judge(delivery, receipts, breaches);
      }
    }
  }

  static boolean couldAnswer(GatewayStory story, Ordered delivery) {
    long overdue = delivery.time() + Times.OVERDUE;
    return overdue <= story.end
        && delivery.time() >= story.signs.completeSince()
        && story
            .lives()
            .find(delivery.device(), delivery.epoch())
            .filter(life -> life.covers(delivery.time() + Times.SKEW, overdue))
            .isPresent();
  }

  private static void judge(Ordered delivery, List<ReceiptWritten> receipts, Breaches breaches) {
    boolean knownBefore =
        receipts.stream()
            .anyMatch(
                receipt ->
                    receipt.time() < delivery.time() - Times.UNDER_WAY
                        && receipt.upTo() >= delivery.upTo());
    boolean answered =
        receipts.stream()
            .anyMatch(
                receipt ->
                    receipt.time() >= delivery.time() - Times.SKEW
                        && receipt.time() <= delivery.time() + Times.OVERDUE);
    if (knownBefore) {
      if (!answered) {
        breaches.report(
            Rule.ANSWER_AGAIN,
            delivery.at(),
            "%s for %s ends at %d, which was acknowledged before; no receipt followed within %d s"
                .formatted(delivery.kind(), delivery.device(), delivery.upTo(), seconds()));
      }
    } else if (delivery.kind() == DeliveryKind.SYNC) {
      if (!answered) {
        breaches.report(
            Rule.SYNC,
            delivery.at(),
            "SYNC for %s up to %d; no receipt followed within %d s although the session lasted"
                .formatted(delivery.device(), delivery.upTo(), seconds()));
      }
    } else if (receipts.stream().noneMatch(receipt -> receipt.upTo() >= delivery.upTo())) {
      breaches.report(
          Rule.ACKNOWLEDGE,
          delivery.at(),
          "DIRECT for %s with event %d; no receipt reached it within %d s"
              .formatted(delivery.device(), delivery.upTo(), seconds()));
    }
  }

  private static long seconds() {
    return Times.OVERDUE / 1_000;
  }
}
