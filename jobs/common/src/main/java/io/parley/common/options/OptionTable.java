package io.parley.common.options;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.Description;
import org.apache.flink.configuration.description.HtmlFormatter;

/** Writes the reference table of options as Markdown, one table for each group. */
public final class OptionTable {

  private OptionTable() {}

  /** The tables in the order of the groups; ends without a line break. */
  public static String markdown(List<OptionGroup> groups) {
    StringBuilder out = new StringBuilder();
    for (OptionGroup group : groups) {
      out.append(out.isEmpty() ? "" : "\n")
          .append("**")
          .append(group.title())
          .append("**\n\n| key | type | range | default | meaning |\n|---|---|---|---|---|\n");
      group.entries().forEach(entry -> row(out, entry));
      group
          .passThrough()
          .ifPresent(p -> row(out, p.prefix() + "*", "a text", "", "", p.sentence()));
    }
    return out.toString().stripTrailing();
  }

  private static void row(StringBuilder out, OptionGroup.Entry<?> entry) {
    ConfigOption<?> option = entry.option();
    String value = OptionTypes.print(option);
    String shown = value.isEmpty() ? (entry.required() ? "required" : "") : "`" + value + "`";
    row(
        out,
        option.key(),
        OptionTypes.describe(option),
        escaped(entry.range().words()),
        shown,
        sentence(option.description()) + formerKeys(entry));
  }

  private static void row(
      StringBuilder out, String key, String type, String range, String value, String text) {
    out.append(
        "| `%s` | %s | %s | %s | %s |%n"
            .formatted(key, type, range, value, text)
            .replace("\r", ""));
  }

  private static String formerKeys(OptionGroup.Entry<?> entry) {
    List<String> former = entry.formerKeys().map(key -> "`" + key + "`").toList();
    return former.isEmpty() ? "" : " Formerly " + String.join(", ", former) + ".";
  }

  private static String sentence(Description description) {
    return escaped(new HtmlFormatter().format(description));
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }
}
