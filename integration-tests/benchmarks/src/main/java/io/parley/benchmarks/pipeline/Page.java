package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.Markdown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A writer that puts the results of runs into the page about benchmarks: those with the quick
 * compiler and those with C2, each in a column of its own.
 */
final class Page {

  private Page() {}

  /** The reports that lie in a directory of results, by compiler. */
  static Map<Compiler, Report> reports(Path results) throws IOException {
    Map<Compiler, Report> reports = new EnumMap<>(Compiler.class);
    for (Compiler compiler : Compiler.values()) {
      Report.read(compiler.in(results)).ifPresent(report -> reports.put(compiler, report));
    }
    return reports;
  }

  /**
   * Replaces the text between the marks of a page.
   *
   * @param reports a compiler that is absent has an empty column
   * @throws IOException also if the page has no marks
   */
  static void update(Path page, Map<Compiler, Report> reports) throws IOException {
    Markdown.replaceBlock(page, "results", markdown(reports));
  }

  /** What stands between the marks. */
  static String markdown(Map<Compiler, Report> reports) {
    StringBuilder page = new StringBuilder();
    reports.forEach((compiler, report) -> page.append(origin(compiler, report)));
    page.append(findings(reports));
    reports.forEach((compiler, report) -> page.append(details(compiler, report)));
    return page.toString();
  }

  private static String origin(Compiler compiler, Report report) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, %s: `%s` from %s to %s."
            .formatted(
                compiler.column(),
                compiler.title(),
                report.command(),
                report.begun(),
                report.ended()));
    report.machine().forEach((name, fact) -> text.append(" %s: %s.".formatted(name, fact)));
    report.build().forEach((jar, sum) -> text.append(" %s: %s.".formatted(jar, sum)));
    if (report.failure() != null) {
      text.append(" **This run failed: %s.**".formatted(report.failure()));
    } else {
      text.append(
          report.checked()
              ? " The checker found that everything holds."
              : " **Nothing was checked.**");
    }
    return text.append("\n\n").toString();
  }

  private static String findings(Map<Compiler, Report> reports) {
    Map<Compiler, Map<String, Finding>> byMeasure = new EnumMap<>(Compiler.class);
    Map<String, String> goals = new LinkedHashMap<>();
    reports.forEach(
        (compiler, report) -> {
          Map<String, Finding> findings = new LinkedHashMap<>();
          for (Finding finding : report.findings()) {
            findings.put(finding.measure(), finding);
            goals.putIfAbsent(finding.measure(), finding.goal());
          }
          byMeasure.put(compiler, findings);
        });
    StringBuilder table = new StringBuilder("| measure | goal |");
    for (Compiler compiler : Compiler.values()) {
      table.append(" %s | |".formatted(compiler.column()));
    }
    table.append("\n|---|---|---|---|---|---|\n");
    goals.forEach(
        (measure, goal) -> {
          table.append("| %s | %s |".formatted(measure, goal));
          for (Compiler compiler : Compiler.values()) {
            table.append(cells(byMeasure.getOrDefault(compiler, Map.of()).get(measure)));
          }
          table.append('\n');
        });
    return table.toString();
  }

  private static String cells(Finding finding) {
    if (finding == null) {
      return " | |";
    }
    String verdict = finding.goal().isEmpty() ? "" : finding.met() ? "met" : "**missed**";
    return " %s | %s |".formatted(finding.measured(), verdict);
  }

  private static String details(Compiler compiler, Report report) {
    StringBuilder page = new StringBuilder();
    page.append("\n### Details with %s\n\n".formatted(compiler.column()));
    page.append("The distributions, in milliseconds:\n\n");
    page.append("| | count | p50 | p90 | p99 | p99.9 | max |\n|---|---|---|---|---|---|---|\n");
    report.distributions().forEach((name, cells) -> page.append(row(name, cells)));
    page.append("\nProcessor time by process, in cores:\n\n");
    page.append(cores(report.cores()));
    for (Table table : report.tables()) {
      page.append("\n%s:\n\n".formatted(table.title()));
      page.append(Markdown.table(table.header(), table.rows()));
    }
    return page.toString();
  }

  /** A row for what went on, and a column for each process. */
  private static String cores(Map<String, Map<String, Double>> byActivity) {
    Set<String> processes = new LinkedHashSet<>();
    byActivity.values().forEach(cores -> processes.addAll(cores.keySet()));
    StringBuilder table = new StringBuilder("| | ");
    table.append(String.join(" | ", processes)).append(" |\n|---|");
    table.append("---|".repeat(processes.size())).append('\n');
    byActivity.forEach(
        (activity, cores) ->
            table.append(
                row(
                    activity,
                    processes.stream()
                        .map(
                            process ->
                                cores.containsKey(process)
                                    ? String.format(Locale.ROOT, "%.2f", cores.get(process))
                                    : "")
                        .toList())));
    return table.toString();
  }

  private static String row(String name, List<String> cells) {
    StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
    row.add(name);
    cells.forEach(row::add);
    return row.toString();
  }
}
