package io.parley.faults.network;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.faults.PromiseBroken;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import io.parley.simulator.FleetSettings;
import io.parley.simulator.Micros;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * One conversation gets four times as many messages as all others together. The others must go on
 * without falling behind by more than a few seconds. How long their acks take, with it and without,
 * is noted.
 */
public final class HotConversation implements Fault {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LENGTH = Duration.ofSeconds(20);
  private static final int TIMES = 4;

  /** Of the commands of a time, the share that is stored within that time, at least. */
  private static final double STORED = 0.8;

  @Override
  public String name() {
    return "hot-conversation";
  }

  @Override
  public String what() {
    return "For 20 s one conversation gets four times the traffic of all others.";
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    run.fleet().sendToAck().sinceLastLook();
    long before = run.fleet().tally().of(Count.COMMANDS);
    run.talk(LENGTH);
    double perSecond =
        (run.fleet().tally().of(Count.COMMANDS) - before) / (double) LENGTH.toSeconds();
    run.mark("without it: " + acks(run.fleet().sendToAck().sinceLastLook()));

    long seed = run.chance().between(1, Integer.MAX_VALUE - 1);
    HotTalk talk = new HotTalk(Long.toHexString(seed), TIMES * perSecond, LENGTH);
    try (Fleet hot =
        new Fleet(run.pipeline().stack().services(), FleetSettings.calm(seed).with(1, 1), talk)) {
      hot.open(PATIENCE);
      run.fleet().sendToAck().sinceLastLook();
      long sent = run.fleet().tally().of(Count.COMMANDS);
      long stored = run.fleet().tally().of(Count.STORED);
      hot.talk();
      run.talk(LENGTH);
      run.mark(
          String.format(
              Locale.ROOT,
              "with %d in one conversation: %s",
              hot.tally().of(Count.MESSAGES),
              acks(run.fleet().sendToAck().sinceLastLook())));
      demandProgress(
          run.fleet().tally().of(Count.COMMANDS) - sent,
          run.fleet().tally().of(Count.STORED) - stored);
      hot.awaitEndOfScript(PATIENCE);
      hot.drain(PATIENCE);
      long hotMessages = hot.tally().of(Count.MESSAGES);
      run.mark("everybody in the hot conversation has all of " + hotMessages);
      if (hotMessages == 0) {
        throw new NotStruck("nobody talked in the hot conversation, nor in any other before");
      }
    }
  }

  private static void demandProgress(long sent, long stored) {
    if (!goOn(sent, stored)) {
      throw new PromiseBroken(
          "Beside a hot conversation only %d of %d commands of others were stored"
              .formatted(stored, sent));
    }
  }

  /** Whether conversations that are well do not fall behind beside one that is not. */
  static boolean goOn(long sent, long stored) {
    return stored >= STORED * sent;
  }

  static String acks(Histogram latency) {
    return String.format(
        Locale.ROOT,
        "%d acks of other conversations, p50 %.0f ms, p99 %.0f ms",
        latency.getTotalCount(),
        Micros.millisAt(latency, 50),
        Micros.millisAt(latency, 99));
  }
}
