package io.parley.checker.conformance;

import io.parley.checker.conformance.Written.ReceiptWritten;
import io.parley.schemas.delivery.DeliveryKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rules 17 and 18: BROADCASTs that a subscribed device did not acknowledge. If the device wrote no
 * receipt at all after the SYNC that subscribes it, rule 17 is broken, else rule 18. Nothing is
 * owed after the user's LEAVE. A SYNC without an end follows when the user has joined again.
 */
final class BroadcastJudge implements Judge {

  @Override
  public void judge(GatewayStory story, Breaches breaches) {
    Map<String, List<Ordered>> broadcasts =
        story.deliveries.stream()
            .filter(delivery -> delivery.kind() == DeliveryKind.BROADCAST)
            .collect(Collectors.groupingBy(Ordered::conversation));
    for (Ordered sync : story.deliveries) {
      if (sync.isOpen() && AnswerJudge.couldAnswer(story, sync)) {
        newestOwed(story, sync, broadcasts.getOrDefault(sync.conversation(), List.of()))
            .ifPresent(broadcast -> judge(story, sync, broadcast, breaches));
      }
    }
  }

  /** The newest broadcast that the session could have acknowledged. */
  private static Optional<Ordered> newestOwed(
      GatewayStory story, Ordered sync, List<Ordered> broadcasts) {
    Life life = story.lives().find(sync.device(), sync.epoch()).orElseThrow();
    long until = Math.min(story.end, Math.min(life.until(), subscribedUntil(story, sync)));
    long leave = leaveAfter(sync, broadcasts);
    return broadcasts.stream()
        .filter(broadcast -> broadcast.time() > sync.time() + Times.SKEW)
        .filter(broadcast -> broadcast.upTo() <= leave)
        .filter(broadcast -> broadcast.time() + Times.OVERDUE <= until)
        .filter(broadcast -> !sync.device().equals(broadcast.sender()))
        .reduce((earlier, later) -> later.upTo() > earlier.upTo() ? later : earlier);
  }

  /** The first event after the SYNC by which the user leaves. */
  private static long leaveAfter(Ordered sync, List<Ordered> broadcasts) {
    return broadcasts.stream()
        .filter(broadcast -> broadcast.leavers().contains(sync.device().user()))
        .filter(broadcast -> broadcast.time() > sync.time() - Times.SKEW)
        .mapToLong(Ordered::upTo)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** A SYNC with an end ends the subscription. */
  private static long subscribedUntil(GatewayStory story, Ordered sync) {
    return story.deliveries.stream()
        .filter(
            other ->
                other.kind() == DeliveryKind.SYNC
                    && !other.isOpen()
                    && other.device().equals(sync.device())
                    && other.conversation().equals(sync.conversation())
                    && other.time() >= sync.time())
        .mapToLong(Ordered::time)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static void judge(
      GatewayStory story, Ordered sync, Ordered broadcast, Breaches breaches) {
    List<ReceiptWritten> receipts = story.receipts(sync.device(), sync.conversation());
    if (receipts.stream().anyMatch(receipt -> receipt.upTo() >= broadcast.upTo())) {
      return;
    }
    if (receipts.stream().anyMatch(receipt -> receipt.time() >= sync.time() - Times.SKEW)) {
      breaches.report(
          Rule.BROADCAST,
          broadcast.at(),
          "%s is subscribed by %s and has not acknowledged event %d within %d s"
              .formatted(sync.device(), sync.at(), broadcast.upTo(), Times.OVERDUE / 1_000));
    } else {
      breaches.report(
          Rule.SUBSCRIBE,
          sync.at(),
          "%s acknowledged nothing after this SYNC, although event %d was broadcast in %s"
              .formatted(sync.device(), broadcast.upTo(), broadcast.at()));
    }
  }
}
