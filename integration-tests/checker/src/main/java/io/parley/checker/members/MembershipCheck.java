package io.parley.checker.members;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.MembershipHistory;
import io.parley.checker.sort.Scratch;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import java.util.List;

/**
 * The check of the tables conversation_members, user_conversations and conversation_buckets. It
 * compares their rows with {@code chat.events}. The package comment says what is judged.
 *
 * <p>The check sorts twice. One sort brings together the changes of one user in one conversation
 * and the two rows. The other sort brings together the events of one window and its row.
 */
public final class MembershipCheck {

  /** The violations that this check looks for. */
  public static final List<Violation> LOOKS_FOR =
      List.of(Violation.MEMBERSHIP_MISMATCH, Violation.BUCKET_MISMATCH, Violation.WRONG_WRITETIME);

  static final String MEMBER_ROWS = "rows of conversation_members";
  static final String USER_ROWS = "rows of user_conversations";
  static final String BUCKET_ROWS = "rows of conversation_buckets";

  private final Findings findings;

  public MembershipCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks a history. */
  public void run(MembershipHistory history, Scratch scratch) {
    findings.lookFor(LOOKS_FOR);
    findings.startCounts(List.of(MEMBER_ROWS, USER_ROWS, BUCKET_ROWS));
    try (SortedRows members = scratch.rows(MembershipJudge.WIDTH);
        SortedRows buckets = scratch.rows(BucketJudge.WIDTH)) {
      history.forEachEvent(seen -> seen.value().ifPresent(event -> add(event, members, buckets)));
      readTables(history, members, buckets);
      MembershipJudge ofMembers = new MembershipJudge(findings);
      members.forEach(ofMembers::accept);
      ofMembers.end();
      BucketJudge ofBuckets = new BucketJudge(findings);
      buckets.forEach(ofBuckets::accept);
      ofBuckets.end();
    }
  }

  private static void add(ConversationEvent event, SortedRows members, SortedRows buckets) {
    buckets.add(BucketJudge.event(event));
    if (event.getSequence() == 1) {
      buckets.add(BucketJudge.beginning(event));
      members.add(MembershipJudge.beginning(event));
    }
    if (event.getPayload() instanceof MembersChanged changed) {
      for (MemberChange change : changed.getChanges()) {
        if (change.getAction() != MemberAction.UNKNOWN) {
          members.add(MembershipJudge.change(event, changed, change));
        }
      }
    }
  }

  private void readTables(MembershipHistory history, SortedRows members, SortedRows buckets) {
    history.forEachMemberRow(
        row -> {
          findings.count(MEMBER_ROWS);
          members.add(MembershipJudge.memberRow(row));
        });
    history.forEachUserConversationRow(
        row -> {
          findings.count(USER_ROWS);
          members.add(MembershipJudge.userRow(row));
        });
    history.forEachBucketRow(
        row -> {
          findings.count(BUCKET_ROWS);
          buckets.add(BucketJudge.row(row));
        });
  }
}
