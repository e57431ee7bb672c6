package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.infra.local.proxy.TransactionEnds;
import io.parley.pipeline.run.RecoveryClock;
import java.time.Duration;

/**
 * A fault in which requests to commit are delayed by seconds, longer than the next checkpoint
 * takes.
 */
public final class DelayedTransactionEnds implements Fault {

  private static final Duration HOLD = Duration.ofSeconds(5);
  private static final Duration WHILE = Duration.ofSeconds(25);

  @Override
  public String name() {
    return "transaction-ends-delayed";
  }

  @Override
  public String what() {
    return "For 25 s each EndTxn request waits 5 s before Kafka gets it.";
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.withProxies();
  }

  @Override
  public void inflict(FaultRun run) throws InterruptedException {
    TransactionEnds ends = run.proxies().transactionEnds();
    long before = ends.held();
    RecoveryClock clock = run.clock();
    ends.holdBack(HOLD);
    run.mark("ends of transactions are held back");
    try {
      run.talk(WHILE);
      run.awaitStrike("an EndTxn that was held back", () -> ends.held() > before);
    } finally {
      ends.holdBack(Duration.ZERO);
    }
    run.mark((ends.held() - before) + " ends of transactions were held back for 5 s each");
    run.awaitRecovery(clock);
    run.recovered(clock.recovery(name()));
  }
}
