package io.parley.checker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The result of checking a history.
 *
 * @param counts the numbers of records and rows that were checked, in the order in which they were
 *     counted
 * @param checks every violation that was looked for; a violation that is absent here was not
 *     checked
 */
public record Verdict(Map<String, Long> counts, Map<Violation, Check> checks) {

  /** How often a violation was found, and the first few of them. */
  public record Check(long found, List<Finding> samples) {}

  public Verdict {
    counts = Collections.unmodifiableMap(counts);
    checks = Collections.unmodifiableMap(checks);
  }

  /** Whether nothing was found. */
  public boolean holds() {
    return violations().isEmpty();
  }

  /** What was found. */
  public Set<Violation> violations() {
    Set<Violation> found = EnumSet.noneOf(Violation.class);
    checks.forEach(
        (violation, check) -> {
          if (check.found() > 0) {
            found.add(violation);
          }
        });
    return found;
  }

  /**
   * For tests.
   *
   * @throws AssertionError with the whole table unless {@link #holds}
   */
  public Verdict assertHolds() {
    if (!holds()) {
      throw new AssertionError("The promise is broken: " + violations() + "\n" + table());
    }
    return this;
  }

  /**
   * The verdict for people: counts, one line per check, and samples of the violations. It fits the
   * terminal, if there is one. Control characters in samples are escaped, because ids on some
   * topics are unchecked text.
   */
  public String table() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Table counted = new Table("COUNTED", "");
    counts.forEach((name, count) -> counted.row(name, number(count)));
    counted.print(out);
    out.println();
    Table checked = new Table("CHECK", "GUARANTEE", "FOUND", "");
    checks.forEach(
        (violation, check) ->
            checked.row(
                violation.label(),
                violation.guarantee(),
                number(check.found()),
                check.found() == 0 ? "" : violation.meaning()));
    checked.print(out);
    violations().forEach(violation -> printSamples(violation, out));
    out.println();
    out.println(holds() ? "HOLDS" : "BROKEN");
    return text.toString();
  }

  private void printSamples(Violation violation, PrintWriter out) {
    out.println();
    Table samples = new Table(violation.label().toUpperCase(Locale.ROOT));
    checks.get(violation).samples().forEach(sample -> samples.row(sample.toString()));
    samples.print(out);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** The verdict for programs. */
  public String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("holds", holds());
    ObjectNode countsNode = json.putObject("counts");
    counts.forEach(countsNode::put);
    ObjectNode checksNode = json.putObject("checks");
    checks.forEach(
        (violation, check) -> {
          ObjectNode node = checksNode.putObject(violation.name());
          node.put("guarantee", violation.guarantee());
          node.put("found", check.found());
          ArrayNode samples = node.putArray("samples");
          check.samples().forEach(sample -> samples.add(sample.toString()));
        });
    return json.toPrettyString();
  }

  @Override
  public String toString() {
    return table();
  }
}
