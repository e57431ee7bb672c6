package io.parley.demo;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.history.Sightings;
import io.parley.checker.live.FirstSightObserver;
import io.parley.command.ServiceAddresses;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.Killing;
import io.parley.pipeline.run.LiveLine;
import io.parley.pipeline.run.Observation;
import io.parley.pipeline.run.Recovery;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The course of the demo on running servers: warm-up, talk, kill, drain, verdict. */
final class DemoRun {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

  private static final Duration ANSWERS = Duration.ofSeconds(30);

  /** The share of the talk after which the kill comes. */
  private static final double KILL_AT = 0.35;

  private final PipelineStack stack;
  private final Plan plan;
  private final PrintWriter out;
  private final boolean live;
  private final List<Recovery> recoveries = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  DemoRun(PipelineStack stack, Plan plan, PrintWriter out, boolean live) {
    this.stack = stack;
    this.plan = plan;
    this.out = out;
    this.live = live;
  }

  DemoResult run() throws IOException, InterruptedException {
    ServiceAddresses address = stack.state().services();
    FirstSightObserver observer = FirstSightObserver.start(address);
    double machineRate = plan.warmUp().run(stack, out, live, PATIENCE, failures);
    double rate = plan.rateOn(machineRate);
    Talk talk = plan.talk().apply(rate);
    out.printf(
        "The machine did %s commands a second. The talk that is measured begins: %s.%n",
        Plan.words(machineRate), talk.what());
    out.flush();
    try (Observation observation = Observation.of(stack.stack());
        Fleet fleet = new Fleet(address, talk.fleet(), talk.script(), observation.metrics())) {
      fleet.open(PATIENCE);
      try (LiveLine line = new LiveLine(fleet, stack.pipeline(), out, live)) {
        talk(fleet, line, observation);
      }
      Sightings sightings = observer.stop();
      long failedCommittables = stack.pipeline().failedCommittables();
      if (failedCommittables > 0 && recoveries.isEmpty()) {
        failures.add(failedCommittables + " transactions were not committed, and nobody crashed");
      }
      out.println("Checking topics and tables...");
      out.flush();
      Verdict verdict = Checker.all(address, sightings);
      return new DemoResult(
          plan,
          talk.showcase(),
          machineRate,
          rate,
          List.copyOf(recoveries),
          verdict,
          List.copyOf(failures),
          failedCommittables,
          fleet.tally(),
          fleet.tally().of(Count.STORED_MESSAGES),
          Measured.of(fleet));
    }
  }

  private void talk(Fleet fleet, LiveLine line, Observation observation)
      throws IOException, InterruptedException {
    fleet.talk();
    fleet.measuring().begin();
    if (plan.kill()) {
      TimeUnit.MILLISECONDS.sleep(Math.round(plan.duration().toMillis() * KILL_AT));
      fleet.measuring().end();
      // What is on its way when the kill comes is delayed by it, so it does not count either.
      TimeUnit.MILLISECONDS.sleep(ON_ITS_WAY.toMillis());
      kill(fleet, line);
      fleet.measuring().begin();
    }
    fleet.awaitEndOfScript(plan.duration().plus(PATIENCE));
    fleet.measuring().end();
    observation
        .dashboards(ANSWERS)
        .ifPresent(
            queries -> {
              line.say("Prometheus: " + queries.line() + ".");
              queries.unanswered().forEach(query -> failures.add("not answered: " + query));
            });
    line.say("The talk is over; everybody comes back and reads what was missed.");
    try {
      fleet.drain(PATIENCE);
    } catch (IOException e) {
      failures.add(e.getMessage());
    }
    stack.pipeline().awaitRest(PATIENCE);
  }

  private void kill(Fleet fleet, LiveLine line) throws IOException {
    Killing killing = new Killing(stack, () -> fleet.tally().of(Count.DELIVERED));
    line.say("kill -9 " + killing.victim());
    Recovery recovery = killing.run(new CaughtUp(fleet));
    recoveries.add(recovery);
    line.say(
        String.format(
            Locale.ROOT,
            "Noticed after %.1f s; every task runs again after %.1f s, deliveries go on after %.1f"
                + " s, and after %.1f s the backlog is worked off. Times are measured again.",
            recovery.seconds(RecoveryClock.NOTICED),
            recovery.seconds(RecoveryClock.RUNNING),
            recovery.seconds(RecoveryClock.DELIVERING),
            recovery.seconds(RecoveryClock.CAUGHT_UP)));
  }
}
