package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.infra.local.proxy.TransactionEnds;
import io.parley.pipeline.run.RecoveryClock;

/**
 * Kafka commits, and its answer gets lost with the connection: the job must ask again and must not
 * take the commit for failed.
 */
public final class LostTransactionEnds implements Fault {

  private static final int ANSWERS = 12;

  @Override
  public String name() {
    return "transaction-end-answers-lost";
  }

  @Override
  public String what() {
    return "Kafka's answers to " + ANSWERS + " EndTxn requests get lost, with their connections.";
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.withProxies();
  }

  @Override
  public void inflict(FaultRun run) {
    TransactionEnds ends = run.proxies().transactionEnds();
    long before = ends.lost();
    RecoveryClock clock = run.clock();
    ends.loseAnswers(ANSWERS);
    run.mark("answers to EndTxn get lost");
    try {
      run.awaitStrike(ANSWERS + " lost answers", () -> ends.lost() - before >= ANSWERS);
    } finally {
      ends.loseAnswers(0);
    }
    run.mark(ANSWERS + " answers were lost");
    run.awaitRecovery(clock);
    run.recovered(clock.recovery(name()));
  }
}
