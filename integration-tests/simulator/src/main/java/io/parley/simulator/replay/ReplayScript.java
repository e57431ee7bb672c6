package io.parley.simulator.replay;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.simulator.Act;
import io.parley.simulator.Script;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** A script that replays a chat log. */
public final class ReplayScript implements Script {

  /** The admin who adds and removes members. No nickname becomes this id. */
  public static final String HOST = "replay:host";

  private final String conversation;
  private final double speed;
  private final Iterator<LogEntry> entries;
  private final Queue<Act> due = new ArrayDeque<>();
  private final Set<String> present = new HashSet<>();

  /**
   * A script that plays in one conversation.
   *
   * @param speed 1 for the log's own time, 60 to play one minute of the log per second
   */
  public ReplayScript(ChatLog log, String conversation, double speed) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("A replay at speed " + speed + " never ends");
    }
    this.conversation = conversation;
    this.speed = speed;
    this.entries = log.entries().iterator();
  }

  @Override
  public List<Act> opening() {
    return List.of(
        new Act.Create(Duration.ZERO, HOST, conversation, ConversationKind.GROUP, List.of()));
  }

  @Override
  public Optional<Act> next() {
    while (due.isEmpty() && entries.hasNext()) {
      play(entries.next());
    }
    return Optional.ofNullable(due.poll());
  }

  private void play(LogEntry entry) {
    Duration at = Duration.ofNanos(Math.round(entry.at().toNanos() / speed));
    if (entry instanceof LogEntry.Message message) {
      String user = Nicknames.toId(message.nick());
      change(at, List.of(), List.of(user));
      due.add(new Act.Say(at, user, conversation, withoutHalfPairs(message.text())));
    } else if (entry instanceof LogEntry.Joined joined) {
      change(at, List.of(), List.of(Nicknames.toId(joined.nick())));
    } else if (entry instanceof LogEntry.Left left) {
      change(at, List.of(Nicknames.toId(left.nick())), List.of());
    } else if (entry instanceof LogEntry.Renamed renamed) {
      String from = Nicknames.toId(renamed.from());
      String to = Nicknames.toId(renamed.to());
      if (!from.equals(to)) {
        change(at, List.of(from), List.of(to));
      }
    }
  }

  /** Leaves out changes that have no effect, because logs begin in the middle and miss lines. */
  private void change(Duration at, List<String> leaving, List<String> joining) {
    List<MemberChange> changes = new ArrayList<>();
    for (String user : leaving) {
      if (present.remove(user)) {
        changes.add(new MemberChange(user, MemberAction.LEAVE, MemberRole.MEMBER, NotifyLevel.ALL));
      }
    }
    for (String user : joining) {
      if (present.add(user)) {
        changes.add(new MemberChange(user, MemberAction.JOIN, MemberRole.MEMBER, NotifyLevel.ALL));
      }
    }
    if (!changes.isEmpty()) {
      due.add(new Act.Change(at, HOST, conversation, changes));
    }
  }

  private static String withoutHalfPairs(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
