package io.parley.checker.simulated;

import io.parley.checker.history.MembershipHistory.BucketRow;
import io.parley.checker.history.MembershipHistory.MemberRow;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Corruptions of the rows about members and 10-day windows. */
final class Memberships {

  private Memberships() {}

  static void dropMemberRow(Surgeon surgeon) {
    drop(surgeon, surgeon.history.memberRows());
  }

  static void dropUserRow(Surgeon surgeon) {
    drop(surgeon, surgeon.history.userConversationRows());
  }

  static void changeRole(Surgeon surgeon) {
    change(
        surgeon,
        surgeon.history.memberRows(),
        row ->
            with(
                row,
                row.conversationKind(),
                row.role().equals("ADMIN") ? "MEMBER" : "ADMIN",
                row.notifyLevel(),
                row.joinedEventId()));
  }

  static void changeLevel(Surgeon surgeon) {
    change(
        surgeon,
        surgeon.history.userConversationRows(),
        row -> with(row, row.conversationKind(), row.role(), "MENTIONS", row.joinedEventId()));
  }

  static void changeJoin(Surgeon surgeon) {
    change(
        surgeon,
        surgeon.history.memberRows(),
        row ->
            with(
                row,
                row.conversationKind(),
                row.role(),
                row.notifyLevel(),
                row.joinedEventId() - 1));
  }

  static void changeKind(Surgeon surgeon) {
    change(
        surgeon,
        surgeon.history.userConversationRows(),
        row -> with(row, "DIRECT", row.role(), row.notifyLevel(), row.joinedEventId()));
  }

  static void forgetLeave(Surgeon surgeon) {
    change(
        surgeon,
        surgeon.history.userConversationRows(),
        row -> row.leftEventId() != 0,
        row ->
            new MemberRow(
                row.conversationId(),
                row.userId(),
                row.conversationKind(),
                row.role(),
                row.notifyLevel(),
                row.joinedEventId(),
                0,
                row.roleTimeMicros(),
                row.levelTimeMicros(),
                row.joinTimeMicros(),
                0));
  }

  static void redate(Surgeon surgeon) {
    change(
        surgeon,
        surgeon.history.memberRows(),
        row ->
            new MemberRow(
                row.conversationId(),
                row.userId(),
                row.conversationKind(),
                row.role(),
                row.notifyLevel(),
                row.joinedEventId(),
                row.leftEventId(),
                row.roleTimeMicros() + 1,
                row.levelTimeMicros(),
                row.joinTimeMicros(),
                row.leaveTimeMicros()));
  }

  /** Somebody whom no event names has the row of a member. */
  static void addStranger(Surgeon surgeon) {
    List<MemberRow> rows = surgeon.history.memberRows();
    MemberRow row = surgeon.any(rows);
    rows.add(
        new MemberRow(
            row.conversationId(),
            "nobody",
            row.conversationKind(),
            row.role(),
            row.notifyLevel(),
            row.joinedEventId(),
            row.leftEventId(),
            row.roleTimeMicros(),
            row.levelTimeMicros(),
            row.joinTimeMicros(),
            row.leaveTimeMicros()));
  }

  static void dropBucket(Surgeon surgeon) {
    drop(surgeon, surgeon.history.bucketRows());
  }

  static void addBucket(Surgeon surgeon) {
    List<BucketRow> rows = surgeon.history.bucketRows();
    BucketRow row = surgeon.any(rows);
    rows.add(new BucketRow(row.conversationId(), row.bucket() - 1));
  }

  private static <T> void drop(Surgeon surgeon, List<T> rows) {
    rows.remove(surgeon.any(rows));
  }

  private static void change(
      Surgeon surgeon, List<MemberRow> rows, UnaryOperator<MemberRow> change) {
    change(surgeon, rows, row -> true, change);
  }

  private static void change(
      Surgeon surgeon,
      List<MemberRow> rows,
      Predicate<MemberRow> wanted,
      UnaryOperator<MemberRow> change) {
    MemberRow row = surgeon.any(rows, wanted);
    rows.set(rows.indexOf(row), change.apply(row));
  }

  private static MemberRow with(
      MemberRow row, String kind, String role, String notifyLevel, long joinedEventId) {
    return new MemberRow(
        row.conversationId(),
        row.userId(),
        kind,
        role,
        notifyLevel,
        joinedEventId,
        row.leftEventId(),
        row.roleTimeMicros(),
        row.levelTimeMicros(),
        row.joinTimeMicros(),
        row.leaveTimeMicros());
  }
}
