package io.parley.checker.ingest;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.sort.Scratch;
import io.parley.checker.sort.SortedRows;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * The check of ingest. It compares commands with events, acks, dead letters and table messages.
 *
 * <p>The check streams through the history once, into four sorts. Each sort brings together the
 * records that one of these classes judges:
 *
 * <ol>
 *   <li>{@link Intake}, by coordinates of the command: whether the command is a dead letter, or
 *       must be answered;
 *   <li>{@link AccountCheck}, by identity of the command: exactly one outcome for each sending;
 *   <li>{@link SightingCheck}, by event id: stored, committed once, replayed with the same bytes;
 *   <li>{@link ConversationOrder}, by conversation: ids, sequence, order of commands.
 * </ol>
 */
public final class IngestCheck {

  /** The violations that this check looks for. */
  public static final List<Violation> LOOKS_FOR =
      List.copyOf(EnumSet.range(Violation.LOST, Violation.WRONG_WRITETIME));

  /**
   * The count of commands among {@link Violation#LOST} whose loss aborted transactions explain. All
   * that such a command lacks was seen uncommitted. The verdict has no such count if it is zero.
   */
  public static final String LOST_TO_ABORTS = Counts.LOST_TO_ABORTS;

  private final Duration dedupHorizon;

  /**
   * @param dedupHorizon how long ingest remembers a client_message_id. A later use of the same
   *     client_message_id is a new command.
   */
  public IngestCheck(Duration dedupHorizon) {
    this.dedupHorizon = dedupHorizon;
  }

  /** Checks a history. */
  public void run(IngestHistory history, Scratch scratch, Findings findings) {
    findings.lookFor(LOOKS_FOR);
    findings.startCounts(Counts.ALL);
    try (SortedRows accounts = scratch.rows(AccountEntry.WIDTH);
        SortedRows sightings = scratch.rows(Sighting.WIDTH);
        SortedRows order = scratch.rows(ConversationOrder.WIDTH)) {
      new Intake(scratch, findings).read(history, accounts);
      new OutputReader(findings, accounts, sightings).read(history);
      judgeAccounts(accounts, order, findings);
      judgeSightings(sightings, order, findings);
      order.forEach(new ConversationOrder(findings)::accept);
    }
  }

  private void judgeAccounts(SortedRows accounts, SortedRows order, Findings findings) {
    AccountCheck check = new AccountCheck(dedupHorizon, findings);
    OriginFinder origins = new OriginFinder(findings, order);
    accounts.forEachGroup(
        group -> {
          CommandAccount account = CommandAccount.of(group);
          check.check(account);
          origins.find(account);
        });
  }

  private static void judgeSightings(SortedRows sightings, SortedRows order, Findings findings) {
    SightingCheck check = new SightingCheck(findings);
    sightings.forEachGroup(
        group -> {
          long eventId = group.get(0)[0];
          List<Sighting> ofEvent = group.stream().map(Sighting::of).toList();
          check.check(eventId, ofEvent);
          PlaceFinder.find(eventId, ofEvent, order);
        });
  }
}
