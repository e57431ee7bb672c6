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
    return String.format(
        Locale.ROOT,
        "%,d messages, %.2f s to each device (p99), %.1f %% redelivered, %s%d lost, %d twice, %d"
            + " reordered, seed %d",
        tally.of(Count.STORED_MESSAGES),
        measured.sendToDelivery().getValueAtPercentile(99) / MICROS,
        measured.redeliveredShare() * 100,
        kills(),
        found(Violation.LOST),
        found(Violation.DUPLICATE),
        found(Violation.REORDERED, Violation.ID_NOT_RISING),
        plan.seed());
  }

  /** Such as {@code back 4.1 s after a kill, }. */
  private String kills() {
    StringBuilder text = new StringBuilder();
    for (Recovery recovery : recoveries) {
      text.append(
          String.format(
              Locale.ROOT,
              "back %.1f s after a kill, ",
              recovery.seconds(RecoveryClock.DELIVERING)));
    }
    return text.toString();
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
