package io.parley.observability;

import java.util.Locale;
import java.util.stream.Collectors;

/** The catalogue as Markdown, for METRICS.md. */
public final class MetricPage {

  private MetricPage() {}

  /** One section with a table per owner. */
  public static String markdown(MetricCatalogue catalogue) {
    return catalogue.families().stream()
        .map(MetricPage::section)
        .collect(Collectors.joining("\n\n"));
  }

  private static String section(MetricFamily family) {
    String from =
        family.module().isEmpty()
            ? "Registered by Flink and its connectors. "
            : "Registered by `" + family.module() + "`. ";
    return family.metrics().stream()
        .map(metric -> row(family, metric))
        .collect(
            Collectors.joining(
                "\n",
                "### %s\n\n%sIn Prometheus the names begin with `%s`.\n\n"
                        .formatted(family.title(), from, family.prefix())
                    + "| metric | type | unit | labels | meaning | in Prometheus |\n"
                    + "|---|---|---|---|---|---|\n",
                ""));
  }

  private static String row(MetricFamily family, MetricSpec metric) {
    return "| `%s` | %s | %s | %s | %s | %s |"
        .formatted(
            metric.group().isEmpty() ? metric.name() : metric.group() + "." + metric.name(),
            metric.type().name().toLowerCase(Locale.ROOT),
            metric.unit(),
            String.join(", ", metric.labels()),
            metric.doc(),
            metric.series(family.prefix()).stream()
                .map(name -> "`…" + name.substring(family.prefix().length()) + "`")
                .collect(Collectors.joining(" ")));
  }
}
