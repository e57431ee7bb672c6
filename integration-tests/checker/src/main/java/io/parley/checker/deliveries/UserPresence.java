package io.parley.checker.deliveries;

import io.parley.checker.sort.SortedRows;
import java.util.List;
import java.util.Map;

/**
 * Tells the judges of pushes when a user certainly had a live session, and when the router may have
 * taken one for live.
 */
final class UserPresence implements UserConversations.Reader {

  private final SortedRows wanted;
  private final SortedRows pushes;
  private final Timeline timeline;

  /**
   * @param wanted takes rows of {@link WantedPushes}
   * @param pushes takes rows of {@link PushJudge}
   */
  UserPresence(SortedRows wanted, SortedRows pushes, Timeline timeline) {
    this.wanted = wanted;
    this.pushes = pushes;
    this.timeline = timeline;
  }

  @Override
  public void accept(long user, long conversation, Map<Long, List<Session>> sessions) {
    Intervals alive = new Intervals();
    Intervals maybe = new Intervals();
    for (List<Session> ofDevice : sessions.values()) {
      for (Session session : ofDevice) {
        alive.add(session.from(), session.aliveUntil(timeline.gateways(), timeline.end()));
        maybe.add(session.from(), session.aliveAtMostUntil(timeline.gateways(), timeline.end()));
      }
    }
    if (timeline.sessionsAreMissing() || timeline.isCrowded(user)) {
      maybe.add(0, GatewayLives.NEVER);
    }
    long group = PushJudge.group(user, conversation);
    alive.forEach((from, until) -> pushes.add(PushJudge.alive(group, from, until)));
    maybe.forEach(
        (from, until) -> {
          pushes.add(PushJudge.maybeAlive(group, from, until));
          wanted.add(WantedPushes.maybeAlive(conversation, user, from, until));
        });
  }
}
