package io.parley.checker.conformance;

import io.parley.checker.conformance.Written.SessionChange;
import io.parley.checker.conformance.Written.Sign;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.session.SessionState;
import java.util.List;

/** Rules 1 to 3: incarnations, the order of the start, and the signs of life. */
final class LifeJudge implements Judge {

  private static final int ENOUGH_SIGNS = 5;

  @Override
  public void judge(GatewayStory story, Breaches breaches) {
    incarnationsRise(story, breaches);
    story
        .signs
        .byIncarnation()
        .values()
        .forEach(
            signs -> {
              beginsWithUp(story, signs, breaches);
              staysAlive(story, signs, breaches);
            });
    sessionsFollowUp(story, breaches);
  }

  private static void incarnationsRise(GatewayStory story, Breaches breaches) {
    long highest = Long.MIN_VALUE;
    for (Sign sign : story.signs.all()) {
      if (sign.incarnation() > sign.time() + Times.AHEAD) {
        breaches.report(
            Rule.ONE_PROCESS,
            sign.at(),
            "incarnation %d is more than 10 min ahead of the broker's clock, %d"
                .formatted(sign.incarnation(), sign.time()));
      } else if (sign.incarnation() < highest) {
        breaches.report(
            Rule.ONE_PROCESS,
            sign.at(),
            "%s of incarnation %d after a record of incarnation %d, expected none below it"
                .formatted(sign.state(), sign.incarnation(), highest));
      } else {
        highest = sign.incarnation();
      }
    }
  }

  private static void beginsWithUp(GatewayStory story, List<Sign> signs, Breaches breaches) {
    Sign first = signs.get(0);
    boolean isComplete = first.incarnation() > story.signs.completeSince();
    if (isComplete && first.state() != GatewayState.UP) {
      breaches.report(
          Rule.START_ORDER,
          first.at(),
          "incarnation %d begins with %s, expected UP"
              .formatted(first.incarnation(), first.state()));
    }
    for (Sign sign : signs.subList(1, signs.size())) {
      if (sign.state() == GatewayState.UP) {
        breaches.report(
            Rule.ONE_PROCESS,
            sign.at(),
            "a second UP of incarnation %d, expected a higher incarnation"
                .formatted(sign.incarnation()));
      }
    }
  }

  private static void staysAlive(GatewayStory story, List<Sign> signs, Breaches breaches) {
    boolean lapsed = false;
    for (int i = 1; i < signs.size(); i++) {
      Sign sign = signs.get(i);
      Sign before = signs.get(i - 1);
      if (before.state() == GatewayState.DOWN) {
        breaches.report(
            Rule.ALIVE, sign.at(), sign.state() + " after DOWN of the same incarnation");
        return;
      }
      if (sign.time() - before.time() > Times.LEASE) {
        lapsed = true;
        if (!beginsAnew(story, sign)) {
          breaches.report(
              Rule.ALIVE,
              sign.at(),
              "%d ms after the sign before it, beyond the lease of %d ms, expected 2,000 ms, or a new incarnation after it"
                  .formatted(sign.time() - before.time(), Times.LEASE));
        }
      }
    }
    Sign last = signs.get(signs.size() - 1);
    long average = signs.size() < 2 ? 0 : (last.time() - signs.get(0).time()) / (signs.size() - 1);
    if (!lapsed && signs.size() >= ENOUGH_SIGNS && average > Times.SILENCE) {
      breaches.report(
          Rule.ALIVE,
          last.at(),
          "%d ms between two signs on average, expected 2,000 ms".formatted(average));
    }
  }

  /** Kafka may have been away. Then the gateway has done all that it could. */
  private static boolean beginsAnew(GatewayStory story, Sign late) {
    var next = story.signs.byIncarnation().higherEntry(late.incarnation());
    return next != null && next.getValue().get(0).time() <= late.time() + Times.LEASE;
  }

  private static void sessionsFollowUp(GatewayStory story, Breaches breaches) {
    for (List<SessionChange> changes : story.lives().changes().values()) {
      for (SessionChange change : changes) {
        List<Sign> signs = story.signs.byIncarnation().get(change.incarnation());
        if (change.gateway().equals(story.gateway)
            && change.state() == SessionState.CONNECTED
            && signs != null
            && signs.get(0).state() == GatewayState.UP
            && change.time() < signs.get(0).time() - Times.SKEW) {
          breaches.report(
              Rule.START_ORDER,
              change.at(),
              "CONNECTED %d ms before UP of incarnation %d, expected after it"
                  .formatted(signs.get(0).time() - change.time(), change.incarnation()));
        }
      }
    }
  }
}
