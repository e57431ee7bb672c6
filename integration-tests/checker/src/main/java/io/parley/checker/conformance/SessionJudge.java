package io.parley.checker.conformance;

import io.parley.checker.conformance.Written.SessionChange;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.session.SessionState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules 5 to 7: what begins and ends sessions, and deliveries for sessions that have ended. */
final class SessionJudge implements Judge {

  private record Session(Device device, long epoch) {}

  @Override
  public void judge(GatewayStory story, Breaches breaches) {
    Set<Session> ordered = new HashSet<>();
    story.deliveries.stream()
        .filter(delivery -> delivery.device() != null)
        .forEach(delivery -> ordered.add(new Session(delivery.device(), delivery.epoch())));
    story
        .lives()
        .changes()
        .forEach(
            (device, changes) -> {
              connections(story, changes, breaches);
              ends(story, changes, ordered, breaches);
            });
    staleDeliveries(story, breaches);
  }

  private static void connections(
      GatewayStory story, List<SessionChange> changes, Breaches breaches) {
    SessionChange before = null;
    for (SessionChange change : changes) {
      if (change.state() != SessionState.CONNECTED) {
        continue;
      }
      if (change.gateway().equals(story.gateway)) {
        connection(story, change, before, breaches);
      }
      if (before == null || change.epoch() > before.epoch()) {
        before = change;
      }
    }
  }

  private static void connection(
      GatewayStory story, SessionChange change, SessionChange before, Breaches breaches) {
    if (change.epoch() > change.time() + Times.AHEAD) {
      breaches.report(
          Rule.CONNECTED,
          change.at(),
          "session_epoch %d is more than 10 min ahead of the broker's clock, %d"
              .formatted(change.epoch(), change.time()));
    } else if (change.epoch() < change.time() - Times.DAY) {
      breaches.report(
          Rule.CONNECTED,
          change.at(),
          "session_epoch %d, expected the milliseconds of the connection, about %d"
              .formatted(change.epoch(), change.time()));
    } else if (before != null && !rises(change, before)) {
      breaches.report(
          Rule.CONNECTED,
          change.at(),
          "session_epoch %d after %d of %s, expected a higher one"
              .formatted(change.epoch(), before.epoch(), before.at()));
    }
    boolean isKnown = story.signs.byIncarnation().containsKey(change.incarnation());
    boolean mustBeKnown = change.time() > story.signs.completeSince() + Times.LEASE;
    if (!isKnown && mustBeKnown) {
      breaches.report(
          Rule.CONNECTED,
          change.at(),
          "gateway_incarnation %d, which is not on chat.gateways".formatted(change.incarnation()));
    }
  }

  /** Two gateways may give a device epochs at the same moment, so that their records cross. */
  private static boolean rises(SessionChange change, SessionChange before) {
    return change.gateway().equals(before.gateway())
        ? change.epoch() > before.epoch()
        : change.epoch() > before.epoch() - Times.SKEW;
  }

  private static void ends(
      GatewayStory story, List<SessionChange> changes, Set<Session> ordered, Breaches breaches) {
    for (SessionChange change : changes) {
      boolean isEnd =
          change.state() == SessionState.DISCONNECTED || change.state() == SessionState.LOGGED_OUT;
      // The delivery that a young one answers may not be committed yet.
      boolean isYoung = change.time() > story.end - Times.OVERDUE / 2;
      if (!isEnd || isYoung || !change.gateway().equals(story.gateway)) {
        continue;
      }
      Life life = story.lives().find(change.device(), change.epoch()).orElse(null);
      if (life == null) {
        if (!ordered.contains(new Session(change.device(), change.epoch()))) {
          breaches.report(
              Rule.DISCONNECTED,
              change.at(),
              "%s with epoch %d, of which there is no CONNECTED"
                  .formatted(change.state(), change.epoch()));
        }
      } else if (change.incarnation() < life.incarnation()) {
        breaches.report(
            Rule.DISCONNECTED,
            change.at(),
            "%s with incarnation %d, expected %d as in %s"
                .formatted(
                    change.state(), change.incarnation(), life.incarnation(), life.connected()));
      }
    }
  }

  private static void staleDeliveries(GatewayStory story, Breaches breaches) {
    Set<Session> accused = new HashSet<>();
    for (Ordered delivery : story.deliveries) {
      if (delivery.kind() != DeliveryKind.BROADCAST
          && isStale(story, delivery)
          && !isAnswered(story, delivery)
          && accused.add(new Session(delivery.device(), delivery.epoch()))) {
        breaches.report(
            Rule.STALE_DELIVERY,
            delivery.at(),
            "%s for %s with epoch %d, which the gateway does not hold; no DISCONNECTED with that"
                    .formatted(delivery.kind(), delivery.device(), delivery.epoch())
                + " epoch followed");
      }
    }
  }

  /** Whether the session had certainly ended, and the gateway was there to see the delivery. */
  private static boolean isStale(GatewayStory story, Ordered delivery) {
    long at = delivery.time();
    if (at + Times.OVERDUE > story.end
        || !story.signs.spans(at - Times.UNDER_WAY, at + Times.UNDER_WAY)) {
      return false;
    }
    return story
        .lives()
        .find(delivery.device(), delivery.epoch())
        .map(life -> life.until() < at - Times.UNDER_WAY)
        .orElse(at > story.signs.completeSince() + Times.OVERDUE);
  }

  private static boolean isAnswered(GatewayStory story, Ordered delivery) {
    return story.lives().changes().getOrDefault(delivery.device(), List.of()).stream()
        .anyMatch(
            change ->
                change.gateway().equals(story.gateway)
                    && change.state() != SessionState.CONNECTED
                    && change.epoch() == delivery.epoch()
                    && change.time() > delivery.time() - Times.UNDER_WAY);
  }
}
