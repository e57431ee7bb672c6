package io.parley.demo;

import io.parley.command.ServiceAddresses;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.LiveLine;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import io.parley.simulator.FleetSettings;
import io.parley.simulator.MissedDeadline;
import io.parley.simulator.SmallTalk;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The warm-up of a demo, because compilers and caches are cold at first. People talk at an even
 * rate, and in the last third of the time as fast as the machine can, which gives the machine's
 * rate. They are other people than those of the talk, and none of them comes or goes.
 *
 * @param seed another one than that of the talk, because names are made of it
 */
record WarmUp(long seed, int users, Duration duration) {

  /** Commands a second in the first two thirds. */
  private static final double PER_SECOND = Plan.MOST;

  /** Most commands without an ack. With acks after 100 ms it allows 5,000 commands a second. */
  private static final int IN_FLIGHT = 500;

  /**
   * Talks until the time is over, and waits until everything is read on every device. Then waits
   * until the jobs are at rest, so that the talk does not begin on a backlog.
   *
   * @param failures gets what did not arrive within the patience
   * @return the machine's rate: how many commands a second were done, counted until everything was
   *     read
   */
  double run(
      PipelineStack stack, PrintWriter out, boolean live, Duration patience, List<String> failures)
      throws IOException, InterruptedException {
    out.println(
        String.format(
            Locale.ROOT,
            "Warm-up: %d people, %.0f commands a second for %d s, then %d s as fast as it goes.",
            users,
            PER_SECOND,
            paced().toSeconds(),
            burst().toSeconds()));
    out.flush();
    ServiceAddresses address = stack.state().services();
    try (Fleet fleet = new Fleet(address, people(), talk())) {
      fleet.open(patience);
      try (LiveLine line = new LiveLine(fleet, stack.pipeline(), out, live)) {
        fleet.talk();
        TimeUnit.NANOSECONDS.sleep(paced().toNanos());
        long began = System.nanoTime();
        long before = fleet.tally().of(Count.STORED);
        fleet.hurry();
        line.say("As fast as it goes.");
        TimeUnit.NANOSECONDS.sleep(burst().toNanos());
        try {
          fleet.drain(patience);
        } catch (MissedDeadline e) {
          failures.add("Warm-up: " + e.getMessage());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double rate = (fleet.tally().of(Count.STORED) - before) / seconds;
        stack.pipeline().awaitRest(patience);
        return rate;
      }
    }
  }

  private Duration burst() {
    return duration.dividedBy(3);
  }

  private Duration paced() {
    return duration.minus(burst());
  }

  private FleetSettings people() {
    return FleetSettings.calm(seed).withInFlight(IN_FLIGHT);
  }

  private SmallTalk talk() {
    return new SmallTalk(
        SmallTalk.Settings.of(seed, users, PER_SECOND, SmallTalk.ENDLESS)
            .withPeople("warm-up-user-"));
  }
}
