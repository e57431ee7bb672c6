package io.parley.checker.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.checker.history.GatewayHistory;
import io.parley.command.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The judgement of one gateway.
 *
 * @param gateway whose records were judged
 * @param records how many records of each kind were judged
 * @param counts how often each broken rule was broken
 * @param samples the first few breaches of each broken rule
 */
public record Conformance(
    String gateway,
    Map<String, Integer> records,
    Map<Rule, Long> counts,
    Map<Rule, List<Breach>> samples) {

  private static final List<Judge> JUDGES =
      List.of(
          new LifeJudge(),
          new SessionJudge(),
          new CommandJudge(),
          new AnswerJudge(),
          new BroadcastJudge(),
          new ReceiptJudge());

  /** Judges a gateway by its records. */
  public static Conformance of(String gateway, GatewayHistory history) {
    Breaches breaches = new Breaches();
    GatewayStory story = new StoryReader(history, gateway, breaches).read();
    JUDGES.forEach(judge -> judge.judge(story, breaches));
    return new Conformance(gateway, count(story), breaches.counts(), breaches.samples());
  }

  private static Map<String, Integer> count(GatewayStory story) {
    Map<String, Integer> counted = new TreeMap<>();
    counted.put("signs of life", story.signs.all().size());
    counted.put("devices", story.lives().changes().size());
    counted.put("commands", story.commands.size());
    counted.put("deliveries", story.deliveries.size());
    counted.put("receipts", story.receipts().values().stream().mapToInt(List::size).sum());
    return counted;
  }

  /** The rules that the gateway broke. */
  public Set<Rule> broken() {
    return counts.keySet();
  }

  /** Whether no breach was found. */
  public boolean holds() {
    return counts.isEmpty();
  }

  /** Whether the topics have nothing of this gateway, so that nothing could be judged. */
  public boolean isUnknown() {
    return records.values().stream().mapToInt(Integer::intValue).sum() == 0;
  }

  /**
   * For tests.
   *
   * @throws AssertionError with everything that was found unless {@link #holds}
   */
  public Conformance assertHolds() {
    if (!holds() || isUnknown()) {
      throw new AssertionError(text());
    }
    return this;
  }

  /** The judgement for people: each rule with its number, its breaches and the remedy. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("Gateway %s: ".formatted(gateway));
    records.forEach((kind, count) -> text.append("%,d %s, ".formatted(count, kind)));
    text.setLength(text.length() - 2);
    text.append("%n%n".formatted());
    Arrays.stream(Rule.values()).filter(Rule::isJudged).forEach(rule -> line(text, rule));
    text.append("%nCannot be seen from the topics:%n".formatted());
    Arrays.stream(Rule.values())
        .forEach(
            rule ->
                rule.unseen()
                    .ifPresent(
                        unseen -> text.append("  %4d  %s%n".formatted(rule.number(), unseen))));
    return text.append("%n%s".formatted(verdict())).toString();
  }

  private void line(StringBuilder text, Rule rule) {
    long found = counts.getOrDefault(rule, 0L);
    text.append(
        "  %4d  %-6s  %s%n".formatted(rule.number(), found == 0 ? "kept" : "BROKEN", rule.duty()));
    if (found > 0) {
      List<Breach> shown = samples.get(rule);
      shown.forEach(
          breach -> text.append("          %s%n".formatted(Printable.of(breach.toString()))));
      if (found > shown.size()) {
        text.append("          and %,d more%n".formatted(found - shown.size()));
      }
      text.append("          Remedy: %s%n".formatted(rule.remedy()));
    }
  }

  private String verdict() {
    return holds()
        ? "CONFORMS as far as the topics show."
        : "BROKEN: rules %s of schemas/CONTRACT.md."
            .formatted(
                String.join(
                    ", ", broken().stream().map(rule -> Integer.toString(rule.number())).toList()));
  }

  /** The judgement for programs. */
  public String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("gateway", gateway);
    json.put("conforms", holds());
    ObjectNode recordsNode = json.putObject("records");
    records.forEach(recordsNode::put);
    ArrayNode rules = json.putArray("rules");
    for (Rule rule : Rule.values()) {
      ObjectNode node = rules.addObject();
      node.put("number", rule.number());
      node.put("duty", rule.duty());
      node.put("judged", rule.isJudged());
      rule.unseen().ifPresent(unseen -> node.put("unseen", unseen));
      if (rule.isJudged()) {
        node.put("found", counts.getOrDefault(rule, 0L));
      }
      if (counts.containsKey(rule)) {
        node.put("remedy", rule.remedy());
        ArrayNode found = node.putArray("samples");
        samples
            .get(rule)
            .forEach(
                breach ->
                    found.addObject().put("where", breach.where()).put("found", breach.found()));
      }
    }
    return json.toPrettyString();
  }
}
