package io.parley.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.pipeline.run.Machine;

/** The record of a run, for programs. Times are ISO 8601 or milliseconds. */
final class ReportJson {

  private final ObjectMapper mapper = new ObjectMapper();
  private final Report report;

  ReportJson(Report report) {
    this.report = report;
  }

  String text() {
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(tree());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON of our own cannot be read or written", e);
    }
  }

  private ObjectNode tree() throws JsonProcessingException {
    ObjectNode json = mapper.createObjectNode();
    json.put("as_expected", report.isAsExpected());
    json.put("summary", report.line());
    json.put("seed", report.seed());
    json.put("began", report.began().toString());
    json.put("ended", report.ended().toString());
    json.set("machine", mapper.valueToTree(Machine.facts()));
    json.set("build", mapper.valueToTree(report.build()));
    json.put("users", report.load().users());
    json.put("commands_per_second", report.load().perSecond());
    ObjectNode outcomes = json.putObject("outcomes");
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome.label(), report.count(outcome));
    }
    ArrayNode cases = json.putArray("cases");
    for (CaseResult result : report.cases()) {
      cases.add(tree(result));
    }
    return json;
  }

  /** The record of one case. */
  ObjectNode tree(CaseResult result) throws JsonProcessingException {
    ObjectNode json = mapper.createObjectNode();
    json.put("fault", result.fault().name());
    json.put("what", result.fault().what());
    json.put("seed", result.seed());
    json.put("stack", result.stack());
    json.put("expected", result.fault().expectation().kind().name());
    json.put("outcome", result.outcome().label());
    if (!result.fault().expectation().words().isEmpty()) {
      json.put("limit", result.fault().expectation().words());
    }
    json.set("reasons", mapper.valueToTree(result.reasons()));
    json.set("detections", mapper.valueToTree(result.detections()));
    json.put("began", result.began().toString());
    json.put("seconds", result.seconds());
    ArrayNode timeline = json.putArray("timeline");
    for (Timeline.Mark mark : result.timeline()) {
      timeline.addObject().put("at_ms", mark.atMillis()).put("what", mark.what());
    }
    ArrayNode recoveries = json.putArray("recoveries");
    result
        .recoveries()
        .forEach(
            recovery -> {
              ObjectNode node = recoveries.addObject().put("from", recovery.from());
              recovery.millis().forEach((step, millis) -> node.put(step + "_ms", millis));
            });
    if (!result.strikes().isEmpty()) {
      json.set("strikes", mapper.valueToTree(result.strikes()));
    }
    json.put("restarts", result.restarts());
    json.put("failed_committables", result.failedCommittables());
    json.set("fleet", mapper.valueToTree(result.fleet()));
    if (result.verdict().isPresent()) {
      json.set("verdict", mapper.readTree(result.verdict().get().json()));
    }
    return json;
  }
}
