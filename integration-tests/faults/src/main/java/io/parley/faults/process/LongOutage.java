package io.parley.faults.process;

import io.parley.checker.Violation;
import io.parley.faults.Expectation;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.faults.StackRequirements;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A fault in which the jobs are away for longer than a prepared transaction lives. The broker has
 * aborted the transaction, but the checkpoint says that its records are written, so they are lost.
 * The jobs must say so: the metric {@code failedCommittables} of the sink counts each such
 * transaction, and a line in the log names it.
 *
 * <p>Readers of uncommitted records, the routing job among them, have read the lost events before
 * they were aborted. So devices are handed events, and are told to sync up to events, that the
 * committed log does not have; and if such an event changed the members of a conversation,
 * deliveries follow a membership that it does not have either.
 */
public final class LongOutage implements Fault {

  /**
   * What the checker may find when the broker has aborted transactions that a checkpoint takes for
   * committed. A command whose first ack is lost, and that is sent again, gets the ack of a
   * duplicate: a divergent replay for those who have read the lost one.
   *
   * <p>Aborted transactions explain none of these, so they are not allowed:
   *
   * <ul>
   *   <li>MEMBERSHIP_MISMATCH, BUCKET_MISMATCH and ROW_MISMATCH: the rows of a lost event were
   *       written before the event, and the checker counts an uncommitted event like a committed
   *       one;
   *   <li>SET_ASIDE: only a dead letter that was committed is found. Lost answers make no command a
   *       dead letter;
   *   <li>UPDATE_MISSING: gateways read uncommitted deliveries, so a delivery of an aborted
   *       transaction counts as one that came. A version whose status or cursor was aborted is not
   *       owed, and its delivery counts for the committed version below it;
   *   <li>DEVICE_CURSOR_AHEAD: gateways write receipts without transactions, so no receipt that
   *       moved a cursor is lost.
   * </ul>
   */
  static final Set<Violation> OF_ABORTED_TRANSACTIONS =
      Set.of(
          Violation.LOST,
          Violation.ABORTED_READ,
          Violation.DIVERGENT_REPLAY,
          Violation.CONSERVATION,
          Violation.SEQUENCE_GAP,
          Violation.PHANTOM,
          Violation.COUNT_MISMATCH,
          Violation.MISDELIVERED,
          Violation.UNDELIVERED,
          Violation.WRONG_SYNC);

  private static final int TRIES = 8;

  @Override
  public String name() {
    return "outage-beyond-transaction-timeout";
  }

  @Override
  public String what() {
    return "All of Flink is away for longer than a prepared transaction lives (20 s here).";
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT
        .withJobOption("kafka.transaction.timeout", "20 s")
        .withJobOption("kafka.transaction.outage", "0 s")
        .withJobOption("execution.checkpointing.interval", "1 s")
        .withJobOption("execution.checkpointing.timeout", "15 s")
        .withJobOption("execution.checkpointing.tolerable-failed-checkpoints", "0")
        .onOwnStack();
  }

  @Override
  public Expectation expectation() {
    return Expectation.lossDetected(OF_ABORTED_TRANSACTIONS).byAbortedTransactionsOnly();
  }

  @Override
  public void inflict(FaultRun run) throws IOException {
    List<String> prepared = List.of();
    RecoveryClock clock = run.clock();
    for (int n = 1; n <= TRIES && prepared.isEmpty(); n++) {
      clock = run.clock();
      prepared = KilledBeforeCommit.strike(run);
      if (prepared.isEmpty()) {
        Restoration.ofAll(run, clock);
      }
    }
    if (prepared.isEmpty()) {
      throw new NotStruck(
          "in " + TRIES + " tries no transaction was caught between checkpoint and commit");
    }
    List<String> lost = prepared;
    run.awaitStrike(
        "an abort by the broker of " + lost,
        () -> OpenTransactions.now(run).ids().stream().noneMatch(lost::contains));
    run.mark("the broker has aborted them");
    Restoration.ofAll(run, clock);
    run.recovered(clock.recovery("an outage beyond the transaction timeout"));
    long failed = run.pipeline().failedCommittables(PipelineJob.INGEST);
    if (failed > 0) {
      run.detected("failedCommittables of ingest = " + failed);
    }
    TaskManagerLogs.failedCommits(run, PipelineJob.INGEST).forEach(run::detected);
  }
}
