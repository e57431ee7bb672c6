package io.parley.checker.members;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Digest;
import io.parley.checker.history.MembershipHistory.MemberRow;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;

/**
 * Judges the rows of one user in one conversation, in conversation_members and in
 * user_conversations. Rows begin with the conversation. Its first event comes first, if it is
 * known. Then come the users, each with all changes by event id and then with the rows of the
 * tables. In memory are the cells of one user.
 */
final class MembershipJudge {

  static final int WIDTH = 13;

  private static final long BEGINNING = 0;
  private static final long MEMBER = 1;

  private static final long CHANGE = 0;
  private static final long MEMBER_ROW = 1;
  private static final long USER_ROW = 2;

  private static final String MEMBERS = "conversation_members";
  private static final String CONVERSATIONS = "user_conversations";

  private final Findings findings;
  private MemberFold fold = new MemberFold();
  private boolean hasMemberRow;
  private boolean hasUserRow;
  private long firstEvent;
  private long[] last;

  MembershipJudge(Findings findings) {
    this.findings = findings;
  }

  /** The first event of a conversation. */
  static long[] beginning(ConversationEvent event) {
    long conversation = Digest.of(event.getConversationId());
    return new long[] {conversation, BEGINNING, event.getEventId(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  }

  /** A change of one member, as the cells that it sets. Its action must be known. */
  static long[] change(ConversationEvent event, MembersChanged payload, MemberChange change) {
    boolean joins = change.getAction() == MemberAction.JOIN;
    boolean setsRole = joins || change.getAction() == MemberAction.SET_ROLE;
    boolean setsLevel = joins || change.getAction() == MemberAction.SET_NOTIFY;
    return new long[] {
      Digest.of(event.getConversationId()),
      MEMBER,
      Digest.of(change.getUserId()),
      CHANGE,
      event.getEventId(),
      MemberCells.text(payload.getConversationKind().name()),
      setsRole ? MemberCells.text(change.getRole().name()) : 0,
      setsLevel ? MemberCells.text(change.getNotify().name()) : 0,
      joins ? 1 : 0,
      change.getAction() == MemberAction.LEAVE ? 1 : 0,
      0,
      0,
      0
    };
  }

  static long[] memberRow(MemberRow row) {
    return row(MEMBER_ROW, row);
  }

  static long[] userRow(MemberRow row) {
    return row(USER_ROW, row);
  }

  private static long[] row(long source, MemberRow row) {
    MemberCells cells = MemberCells.of(row);
    return new long[] {
      Digest.of(row.conversationId()),
      MEMBER,
      Digest.of(row.userId()),
      source,
      cells.kind(),
      cells.role(),
      cells.level(),
      cells.joined(),
      cells.left(),
      cells.roleTime(),
      cells.levelTime(),
      cells.joinTime(),
      cells.leaveTime()
    };
  }

  void accept(long[] row) {
    boolean sameConversation = last != null && last[0] == row[0];
    if (!sameConversation || last[1] != row[1] || last[2] != row[2]) {
      end();
    }
    firstEvent = sameConversation ? firstEvent : 0;
    last = row;
    if (row[1] == BEGINNING) {
      firstEvent = row[2];
    } else if (row[3] == CHANGE) {
      fold.apply(row[4], row[5], row[6], row[7], row[8] == 1, row[9] == 1);
    } else {
      hasMemberRow |= row[3] == MEMBER_ROW;
      hasUserRow |= row[3] == USER_ROW;
      judge(
          row[3] == USER_ROW,
          new MemberCells(
              row[4], row[5], row[6], row[7], row[8], row[9], row[10], row[11], row[12]));
    }
  }

  private void judge(boolean isUserRow, MemberCells found) {
    boolean whole = firstEvent != 0;
    String table = isUserRow ? CONVERSATIONS : MEMBERS;
    if (fold.isEmpty()) {
      if (whole) {
        mismatch(
            "%s of the conversation that began with event %d".formatted(table, firstEvent),
            "a user whom no event names has a row: " + found);
      }
      return;
    }
    MemberCells expected = fold.cells(isUserRow);
    if (!found.hasValuesOf(expected, whole)) {
      mismatch(after(table), "has %s, expected %s".formatted(found, expected));
    } else if (!found.hasTimesOf(expected)) {
      findings.report(
          Violation.WRONG_WRITETIME,
          after(table),
          "has %s, expected %s".formatted(found.times(), expected.times()));
    }
  }

  /** Ends the rows of one user. To be called after the last row, too. */
  void end() {
    if (!fold.isEmpty()) {
      requireRow(hasMemberRow, MEMBERS);
      requireRow(hasUserRow, CONVERSATIONS);
    }
    fold = new MemberFold();
    hasMemberRow = false;
    hasUserRow = false;
  }

  private void requireRow(boolean isThere, String table) {
    if (!isThere) {
      mismatch(after(table), "a user whom the event names has no row");
    }
  }

  private String after(String table) {
    return "%s after event %d".formatted(table, fold.newest());
  }

  private void mismatch(String where, String what) {
    findings.report(Violation.MEMBERSHIP_MISMATCH, where, what);
  }
}
