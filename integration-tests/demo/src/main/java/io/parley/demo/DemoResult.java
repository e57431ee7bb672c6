package io.parley.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.pipeline.run.Recovery;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.simulator.Micros;
import io.parley.simulator.Tally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of a demo.
 *
 * @param showcase the conversation whose newest rows are shown
 * @param machineRate commands a second that the machine can do, by the warm-up
 * @param rate commands a second of the talk, on average
 * @param failures failures other than the checker's findings
 * @param storedMessages the messages of the talk whose ack reached a device
 * @param measured outside the warm-up and the recovery
 */
record DemoResult(
    Plan plan,
    String showcase,
    double machineRate,
    double rate,
    List<Recovery> recoveries,
    Verdict verdict,
    List<String> failures,
    long failedCommittables,
    Tally tally,
    long storedMessages,
    Measured measured) {

  boolean holds() {
    return verdict.holds() && failures.isEmpty();
  }

  /** The result in one line. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%,d messages, %s commands/s (the machine can do %s), %.2f s to each device (p99), %.1f %%"
            + " redelivered%s, %s%d lost, %d twice, %d reordered, seed %d",
        storedMessages,
        Plan.words(rate),
        Plan.words(machineRate),
        Micros.millisAt(measured.sendToDelivery(), 99) / 1e3,
        measured.redeliveredShare() * 100,
        recoveries.isEmpty() ? "" : withRecovery(),
        recoveries.stream().map(DemoResult::back).collect(Collectors.joining()),
        found(Violation.LOST),
        found(Violation.DUPLICATE),
        found(Violation.REORDERED, Violation.ID_NOT_RISING),
        plan.seed());
  }

  private String withRecovery() {
    return String.format(
        Locale.ROOT, " (%.1f %% with the recovery)", measured.redeliveredShareInAll() * 100);
  }

  private static String back(Recovery recovery) {
    return String.format(
        Locale.ROOT, "back %.1f s after a kill, ", recovery.seconds(RecoveryClock.DELIVERING));
  }

  /** The rate of the talk, who chose it, and what the machine can do. */
  String load() {
    return String.format(
        "In the last third of the warm-up the machine did %s commands a second. The talk had %s,"
            + " %s.",
        Plan.words(machineRate),
        Plan.words(rate),
        plan.rate().isPresent()
            ? "as --rate or the chat log says"
            : "a tenth of that, but at least %.0f and at most %.0f"
                .formatted(Plan.LEAST, Plan.MOST));
  }

  /** What the demo chose by itself, by option, for a repetition. The seed is always there. */
  Map<String, String> toRepeat() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--seed", Long.toString(plan.seed()));
    if (plan.rate().isEmpty()) {
      options.put("--rate", Plan.words(rate));
    }
    return options;
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
    json.put("machine_commands_per_second", machineRate);
    json.put("commands_per_second", rate);
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
