package io.parley.checker.ingest;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Judges one command: whether each sending of it came to exactly one outcome. */
final class AccountCheck {

  private final long dedupHorizonMillis;
  private final Findings findings;

  AccountCheck(Duration dedupHorizon, Findings findings) {
    this.dedupHorizonMillis = dedupHorizon.toMillis();
    this.findings = findings;
  }

  void check(CommandAccount account) {
    if (account.commands().isEmpty()) {
      findings.report(
          Violation.PHANTOM, account.where(), "no such command was sent: " + account.summary());
      return;
    }
    boolean lost = isLost(account);
    report(account, lost, Violation.LOST);
    if (lost && account.isExplainedByAborts()) {
      findings.count(Counts.LOST_TO_ABORTS);
    }
    report(account, isDuplicated(account), Violation.DUPLICATE);
    report(account, !isConserved(account), Violation.CONSERVATION);
    checkAcks(account);
    checkRefusals(account);
    checkAbortedAcks(account);
  }

  private boolean isLost(CommandAccount account) {
    return account.acks().size() < account.commands().size()
        || (account.promisesAnEvent() && account.events().isEmpty());
  }

  private boolean isDuplicated(CommandAccount account) {
    return account.acks().size() > account.commands().size()
        || CommandAccount.repeatsWithin(dedupHorizonMillis, account.eventIds())
        || CommandAccount.repeatsWithin(dedupHorizonMillis, account.storedIds());
  }

  private static boolean isConserved(CommandAccount account) {
    return account.commands().size()
        == account.eventIds().length
            + account.answers(AccountEntry.Answer.DUPLICATE)
            + account.rejections();
  }

  private void report(CommandAccount account, boolean broken, Violation violation) {
    if (broken) {
      findings.report(violation, account.where(), account.summary());
    }
  }

  private void checkAcks(CommandAccount account) {
    if (account.events().isEmpty()) {
      return;
    }
    long[] eventIds = account.eventIds();
    for (AccountEntry.Ack ack : account.acks()) {
      if (ack.sent() && Arrays.binarySearch(eventIds, ack.eventId()) < 0) {
        findings.report(
            Violation.WRONG_ACK,
            at(ack),
            "names event "
                + ack.eventId()
                + ", but the command became "
                + Arrays.toString(eventIds));
      }
    }
  }

  /** The same command gets the same answer within the horizon, a refusal included. */
  private void checkRefusals(CommandAccount account) {
    for (AccountEntry.Ack ack : account.acks()) {
      if (ack.answer() == AccountEntry.Answer.REJECTED) {
        Arrays.stream(account.eventIds())
            .filter(id -> Math.abs(Snowflake.unixMillis(id) - ack.time()) <= dedupHorizonMillis)
            .forEach(
                id ->
                    findings.report(
                        Violation.REFUSAL_NOT_FINAL, at(ack), "the command became event " + id));
      }
    }
  }

  private void checkAbortedAcks(CommandAccount account) {
    List<Long> committed = account.acks().stream().map(AccountEntry.Ack::digest).toList();
    for (AccountEntry.Ack ack : account.abortedAcks()) {
      if (committed.isEmpty()) {
        findings.report(Violation.ABORTED_READ, at(ack), "no ack of the command was committed");
      } else if (!committed.contains(ack.digest())) {
        findings.report(Violation.DIVERGENT_REPLAY, at(ack), "no committed ack has these bytes");
      }
    }
  }

  private static Position at(AccountEntry.Ack ack) {
    return new Position(Topics.ACKS, ack.partition(), ack.offset());
  }
}
