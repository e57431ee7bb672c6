package io.parley.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The names of the metrics that a module registers, read from its sources. A name must stand as a
 * text where the metric is registered. The places where it does not are listed here with their
 * names.
 */
final class RegisteredMetrics {

  private static final Pattern REGISTRATION =
      Pattern.compile(
          "(?:\\.|\\b)(?:counter|gauge|histogram|meter|timer)\\(\\s*(?:\"([\\w.]+)\"|([^\\s\"][^,;]*))|new"
              + " (?:LatencyHistogram|ReasonCounters<\\w*>)\\([^\"]*?\"([\\w.]+)\"");

  /** Where the name is no text: what stands there instead, and the names that it has. */
  private static final Pattern KNOWN =
      Pattern.compile(
          // GatewayMetrics makes its names from PREFIX and a text of its own methods.
          "PREFIX \\+ (?:name|\"deliveries\")"
              // LatencyHistogram and ReasonCounters: their callers name the metric.
              + "|name|name \\+ \"_belowZero\""
              // RoutingCounter: the names are in its constants, which are scanned.
              + "|counter\\.metric\\(\\)"
              // Flink's standard names, declared under the connector.
              + "|MetricNames\\.\\w+"
              // Declarations of methods, not calls.
              + "|String name");

  private static final Pattern CONSTANT = Pattern.compile("(?m)^  [A-Z_]+\\(\"(\\w+)\"\\)[,;]");

  private final Set<String> names = new TreeSet<>();
  private final Set<String> unreadable = new TreeSet<>();

  private RegisteredMetrics() {}

  static RegisteredMetrics of(String module) throws IOException {
    RegisteredMetrics metrics = new RegisteredMetrics();
    for (Path file : ProjectFiles.below(module + "/src/main/java", ".java")) {
      metrics.read(file);
    }
    return metrics;
  }

  private void read(Path file) throws IOException {
    String source = Files.readString(file);
    for (MatchResult match : REGISTRATION.matcher(source).results().toList()) {
      String expression = match.group(2);
      if (expression == null) {
        names.add(match.group(1) != null ? match.group(1) : match.group(3));
      } else if (expression.equals("PREFIX + \"deliveries\"")) {
        names.add("deliveries");
      } else if (!KNOWN.matcher(expression).lookingAt()) {
        unreadable.add(file.getFileName() + ": " + expression);
      }
    }
    if (file.endsWith("RoutingCounter.java")) {
      CONSTANT.matcher(source).results().forEach(constant -> names.add(constant.group(1)));
    }
  }

  /** The names of the metrics, without groups. */
  Set<String> names() {
    return names;
  }

  /** Registrations whose names could not be read. */
  Set<String> unreadable() {
    return unreadable;
  }
}
