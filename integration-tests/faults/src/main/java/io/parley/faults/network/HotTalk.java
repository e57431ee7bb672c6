package io.parley.faults.network;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.simulator.Act;
import io.parley.simulator.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A script of one group in which everybody talks at the same time, at even intervals. */
final class HotTalk implements Script {

  private static final int MEMBERS = 10;

  private final String conversation;
  private final List<String> users;
  private final Duration interval;
  private final Duration length;
  private int said;

  /**
   * A script.
   *
   * @param tag makes the names of users and conversation unique on the stack
   * @param perSecond messages per second
   */
  HotTalk(String tag, double perSecond, Duration length) {
    this.conversation = "hot-" + tag;
    this.users = IntStream.range(0, MEMBERS).mapToObj(n -> "hot-" + tag + "-" + n).toList();
    this.interval = Duration.ofNanos(Math.round(1e9 / perSecond));
    this.length = length;
  }

  @Override
  public List<Act> opening() {
    return List.of(
        new Act.Create(
            Duration.ZERO,
            users.get(0),
            conversation,
            ConversationKind.GROUP,
            users.subList(1, MEMBERS)));
  }

  @Override
  public Optional<Act> next() {
    Duration at = interval.multipliedBy(++said);
    return at.compareTo(length) > 0
        ? Optional.empty()
        : Optional.of(new Act.Say(at, users.get(said % MEMBERS), conversation, "message " + said));
  }
}
