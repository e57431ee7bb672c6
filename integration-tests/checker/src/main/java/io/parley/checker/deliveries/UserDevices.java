package io.parley.checker.deliveries;

import io.parley.checker.sort.SortedRows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells {@link CompletenessJudge} the devices that members of a conversation have, and when. */
final class UserDevices implements UserConversations.Reader {

  private final SortedRows owed;
  private final Timeline timeline;

  /**
   * @param owed takes rows of {@link CompletenessJudge}
   */
  UserDevices(SortedRows owed, Timeline timeline) {
    this.owed = owed;
    this.timeline = timeline;
  }

  @Override
  public void accept(long user, long conversation, Map<Long, List<Session>> sessions) {
    if (!timeline.isCrowded(user)) {
      sessions.forEach((device, ofDevice) -> add(conversation, user, device, ofDevice));
    }
  }

  private void add(long conversation, long user, long device, List<Session> sessions) {
    DeviceLives lives = timeline.devices();
    Map<Long, Long> beginnings = new TreeMap<>();
    Map<Long, Long> ends = new TreeMap<>();
    for (Session session : sessions) {
      long life = lives.of(device, session.epoch());
      beginnings.merge(life, session.from(), Math::min);
      ends.put(
          life,
          lives.isLoggedOut(device, session.epoch()) ? session.closedAt() : GatewayLives.NEVER);
      long until = session.aliveUntil(timeline.gateways(), timeline.end());
      if (until > session.from()) {
        owed.add(
            CompletenessJudge.session(conversation, life, session.epoch(), session.from(), until));
      }
    }
    beginnings.forEach(
        (life, from) ->
            owed.add(
                CompletenessJudge.device(conversation, life, user, device, from, ends.get(life))));
  }
}
