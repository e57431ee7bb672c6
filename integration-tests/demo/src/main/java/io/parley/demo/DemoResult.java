package io.parley.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.checker.Verdict;
import io.parley.checker.Violation;
import io.parley.pipeline.run.Recovery;
import io.parley.simulator.Count;
import io.parley.simulator.Tally;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The result of a demo.
 *
 * @param failures failures other than the checker's findings
 * @param sendToAck microseconds
 * @param sendToDelivery microseconds
 */
record DemoResult(
    Plan plan,
    List<Recovery> recoveries,
    Verdict verdict,
    List<String> failures,
    long failedCommittables,
    Tally tally,
    Histogram sendToAck,
    Histogram sendToDelivery) {

  private static final double MICROS = 1_000;

  boolean holds() {
    return verdict.holds() && failures.isEmpty();
  }

  /** The result in one line. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%,d messages, %d %s, %d lost, %d twice, %d reordered, seed %d",
        tally.of(Count.STORED_MESSAGES),
        recoveries.size(),
        recoveries.size() == 1 ? "kill" : "kills",
        found(Violation.LOST),
        found(Violation.DUPLICATE),
        found(Violation.REORDERED, Violation.ID_NOT_RISING),
        plan.seed());
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
    json.set("send_to_ack_ms", latency(mapper, sendToAck));
    json.set("send_to_delivery_ms", latency(mapper, sendToDelivery));
    try {
      json.set("verdict", mapper.readTree(verdict.json()));
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON of our own cannot be read or written", e);
    }
  }

  private static ObjectNode latency(ObjectMapper mapper, Histogram histogram) {
    ObjectNode json = mapper.createObjectNode();
    json.put("count", histogram.getTotalCount());
    json.put("p50", histogram.getValueAtPercentile(50) / MICROS);
    json.put("p99", histogram.getValueAtPercentile(99) / MICROS);
    json.put("max", histogram.getMaxValue() / MICROS);
    return json;
  }
}
