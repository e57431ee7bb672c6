package io.parley.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.pipeline.run.Recovery;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.simulator.Count;
import io.parley.simulator.Tally;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The result of a demo.
 *
 * @param failures failures other than the checker's findings
 * @param measured outside the warm-up and the recovery
 */
record DemoResult(
    Plan plan,
    List<Recovery> recoveries,
    Verdict verdict,
    List<String> failures,
    long failedCommittables,
    Tally tally,
    Measured measured) {

  private static final double MICROS = 1e6;

  boolean holds() {
    return verdict.holds() && failures.isEmpty();
  }

  /** The result in one line. */
  String line() {
    return line(tally.of(Count.STORED_MESSAGES));
  }

  /** The same for a number of stored messages. */
  String line(long messages) {
    return String.format(
        Locale.ROOT,
        "%,d messages, asked for %s commands/s, %.2f s to each device (p99), %.1f %% redelivered,"
            + " %s%d lost, %d twice, %d reordered, seed %d",
        messages,
        rate(plan.perSecond()),
        measured.sendToDelivery().getValueAtPercentile(99) / MICROS,
        measured.redeliveredShare() * 100,
        kills(),
        found(Violation.LOST),
        found(Violation.DUPLICATE),
        found(Violation.REORDERED, Violation.ID_NOT_RISING),
        plan.seed());
  }

  /** Such as {@code back 4.1 s after a kill, backlog worked off at 310 commands/s, }. */
  private String kills() {
    StringBuilder text = new StringBuilder();
    for (Recovery recovery : recoveries) {
      text.append(
          String.format(
              Locale.ROOT,
              "back %.1f s after a kill, ",
              recovery.seconds(RecoveryClock.DELIVERING)));
    }
    measured
        .caughtUpPerSecond()
        .ifPresent(
            rate -> text.append("backlog worked off at %s commands/s, ".formatted(rate(rate))));
    return text.toString();
  }

  /** What was asked of the machine, and what it could do as far as that is known. */
  String load() {
    String asked = "The talk asked for %s commands a second.".formatted(rate(plan.perSecond()));
    if (!plan.kill()) {
      return asked
          + " Whether the machine can do more was not tried: without a kill there is no backlog.";
    }
    return measured.caughtUpPerSecond().isPresent()
        ? "%s After the kill the backlog was worked off at %s commands a second."
            .formatted(asked, rate(measured.caughtUpPerSecond().getAsDouble()))
        : asked
            + " What the machine can do is not known: after the kill the backlog was gone too soon"
            + " to measure.";
  }

  /** Whole numbers from 10 on, and two decimals below. */
  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.2f" : "%,.0f", perSecond);
  }

  private long found(Violation... violations) {
    return Stream.of(violations).mapToLong(v -> verdict.checks().get(v).found()).sum();
  }

  String json() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("holds", holds());
    json.put("summary", line());
    json.put("seed", plan.seed());
    json.put("asked_per_second", plan.perSecond());
    json.set("failures", mapper.valueToTree(failures));
    json.set("recoveries", mapper.valueToTree(recoveries));
    json.put("failed_committables", failedCommittables);
    json.set("fleet", mapper.valueToTree(tally.toMap()));
    json.set("measured", measured.json(mapper));
    try {
      json.set("verdict", mapper.readTree(verdict.json()));
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON of our own cannot be read or written", e);
    }
  }
}
