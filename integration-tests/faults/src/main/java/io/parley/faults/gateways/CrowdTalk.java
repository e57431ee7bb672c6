package io.parley.faults.gateways;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.simulator.Act;
import io.parley.simulator.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A script of several groups of the same size, whose members talk in turn and without end. */
public final class CrowdTalk implements Script {

  private final String tag;
  private final int groups;
  private final int members;
  private final Duration interval;
  private int said;

  /**
   * A script.
   *
   * @param tag makes the names of users and conversations unique on the stack
   * @param perSecond messages per second, in all groups together
   */
  public CrowdTalk(String tag, int groups, int members, double perSecond) {
    this.tag = tag;
    this.groups = groups;
    this.members = members;
    this.interval = Duration.ofNanos(Math.round(1e9 / perSecond));
  }

  private String conversation(int group) {
    return "crowd-" + tag + "-" + group;
  }

  private String user(int group, int member) {
    return "crowd-%s-%d-%d".formatted(tag, group, member);
  }

  @Override
  public List<Act> opening() {
    List<Act> opening = new ArrayList<>();
    for (int number = 0; number < groups; number++) {
      int group = number;
      opening.add(
          new Act.Create(
              Duration.ZERO,
              user(group, 0),
              conversation(group),
              ConversationKind.GROUP,
              IntStream.range(1, members).mapToObj(member -> user(group, member)).toList()));
    }
    return opening;
  }

  @Override
  public Optional<Act> next() {
    Duration at = interval.multipliedBy(++said);
    int group = said % groups;
    return Optional.of(
        new Act.Say(
            at, user(group, said / groups % members), conversation(group), "message " + said));
  }
}
