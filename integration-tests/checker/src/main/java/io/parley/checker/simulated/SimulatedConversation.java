package io.parley.checker.simulated;

import io.parley.checker.history.MembershipHistory.MemberRow;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** A conversation of a simulation: who is in, how far it has come, what can be edited or resent. */
final class SimulatedConversation {

  private static final ConversationKind KIND = ConversationKind.GROUP;

  /** What can be edited, deleted or resent; as many as that are remembered. */
  private static final int REMEMBERED = 20;

  /** A message that can be edited. */
  record Message(long id, String author) {}

  /** An accepted command that can be sent again. */
  record Accepted(ConversationCommand command, long messageId, long eventId, long sequence) {}

  /** What an event says and which message it is about. */
  record Happening(Object payload, long messageId) {}

  private final String id;
  private final List<String> members = new ArrayList<>();
  private final List<String> formerMembers = new ArrayList<>();
  private final Map<String, MemberRow> memberRows = new LinkedHashMap<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<Accepted> accepted = new ArrayList<>();
  private long sequence;
  private int usersSoFar;

  SimulatedConversation(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  boolean exists() {
    return sequence > 0;
  }

  long nextSequence() {
    return ++sequence;
  }

  String anyMember(Random random) {
    return members.isEmpty() ? newUser() : members.get(random.nextInt(members.size()));
  }

  Accepted anyAccepted(Random random) {
    return accepted.get(random.nextInt(accepted.size()));
  }

  void remember(Accepted command) {
    rememberIn(accepted, command);
  }

  private String newUser() {
    return id + ":u" + usersSoFar++;
  }

  /** Something happens; its id is {@code eventId}. */
  Happening happen(Random random, String sender, long eventId) {
    int dice = random.nextInt(100);
    if (!exists()) {
      return change(eventId, creation(sender, 2 + random.nextInt(4)));
    }
    if (dice < 4) {
      return change(eventId, List.of(join(newUser(), MemberRole.MEMBER)));
    }
    if (dice < 6 && members.size() > 2) {
      return change(eventId, List.of(leave(members.remove(members.size() - 1))));
    }
    if (dice < 7 && !formerMembers.isEmpty()) {
      return change(eventId, List.of(join(formerMembers.remove(0), MemberRole.MEMBER)));
    }
    if (dice < 9) {
      return change(eventId, List.of(changed(anyMember(random), random)));
    }
    if (dice < 16 && !messages.isEmpty()) {
      Message message = messages.get(random.nextInt(messages.size()));
      return new Happening(edit(eventId), message.id);
    }
    if (dice < 20 && !messages.isEmpty()) {
      Message message = messages.remove(random.nextInt(messages.size()));
      return new Happening(new MessageDeleted(message.author), message.id);
    }
    rememberIn(messages, new Message(eventId, sender));
    return new Happening(
        MessageSent.newBuilder().setType(MessageType.TEXT).setText("text " + eventId).build(),
        eventId);
  }

  /** Rows of user_conversations. Each has the cells of the newest change that sets the cell. */
  void forEachMemberRow(Consumer<MemberRow> reader) {
    memberRows.values().forEach(reader);
  }

  private Happening change(long eventId, List<MemberChange> changes) {
    changes.forEach(
        change ->
            memberRows.compute(
                change.getUserId(), (user, before) -> rowAfter(before, change, eventId)));
    return new Happening(new MembersChanged(KIND, changes, members.size()), eventId);
  }

  private List<MemberChange> creation(String creator, int others) {
    List<MemberChange> changes = new ArrayList<>();
    changes.add(join(creator, MemberRole.ADMIN));
    for (int i = 0; i < others; i++) {
      changes.add(join(newUser(), MemberRole.MEMBER));
    }
    return changes;
  }

  private MemberChange join(String user, MemberRole role) {
    members.add(user);
    return new MemberChange(user, MemberAction.JOIN, role, NotifyLevel.ALL);
  }

  private MemberRow rowAfter(MemberRow known, MemberChange change, long eventId) {
    MemberRow before =
        known == null
            ? new MemberRow(id, change.getUserId(), KIND.name(), null, null, 0, 0, 0, 0, 0, 0)
            : known;
    boolean joins = change.getAction() == MemberAction.JOIN;
    boolean leaves = change.getAction() == MemberAction.LEAVE;
    boolean setsRole = joins || change.getAction() == MemberAction.SET_ROLE;
    boolean setsLevel = joins || change.getAction() == MemberAction.SET_NOTIFY;
    long time = Snowflake.writeTimestampMicros(eventId);
    return new MemberRow(
        id,
        change.getUserId(),
        KIND.name(),
        setsRole ? change.getRole().name() : before.role(),
        setsLevel ? change.getNotify().name() : before.notifyLevel(),
        joins ? eventId : before.joinedEventId(),
        leaves ? eventId : before.leftEventId(),
        setsRole ? time : before.roleTimeMicros(),
        setsLevel ? time : before.levelTimeMicros(),
        joins ? time : before.joinTimeMicros(),
        leaves ? time : before.leaveTimeMicros());
  }

  /** A member gets a role, or chooses what pushes them. */
  private static MemberChange changed(String user, Random random) {
    return random.nextBoolean()
        ? new MemberChange(user, MemberAction.SET_ROLE, MemberRole.ADMIN, NotifyLevel.ALL)
        : new MemberChange(user, MemberAction.SET_NOTIFY, MemberRole.MEMBER, NotifyLevel.NONE);
  }

  private MemberChange leave(String user) {
    formerMembers.add(user);
    return new MemberChange(user, MemberAction.LEAVE, MemberRole.MEMBER, NotifyLevel.ALL);
  }

  private static MessageEdited edit(long eventId) {
    return MessageEdited.newBuilder().setType(MessageType.TEXT).setText("edit " + eventId).build();
  }

  private static <T> void rememberIn(List<T> list, T item) {
    list.add(item);
    if (list.size() > REMEMBERED) {
      list.remove(0);
    }
  }
}
