package io.parley.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the pages of results are written with: blocks between two marks, and tables. */
public final class Markdown {

  private static final Pattern REMARKS =
      Pattern.compile(
          "<!-- until-next-run:begin -->.*?<!-- until-next-run:end -->\\n?", Pattern.DOTALL);

  private Markdown() {}

  /**
   * Replaces the text of a page between {@code <!-- name:begin -->} and {@code <!-- name:end -->}.
   *
   * @throws IOException also if the page has no marks
   */
  public static void replaceBlock(Path page, String name, String text) throws IOException {
    String begin = "<!-- %s:begin -->".formatted(name);
    String end = "<!-- %s:end -->".formatted(name);
    String before = Files.readString(page);
    int from = before.indexOf(begin);
    int to = before.indexOf(end);
    if (from < 0 || to < from) {
      throw new IOException(
          "%s has no lines %s and %s: there is no place for the tables"
              .formatted(page, begin, end));
    }
    Files.writeString(
        page,
        before.substring(0, from + begin.length())
            + "\n\n"
            + text.strip()
            + "\n\n"
            + before.substring(to));
  }

  /**
   * Deletes what stands between {@code <!-- until-next-run:begin -->} and {@code <!--
   * until-next-run:end -->}, with the marks and the end of the line, as often as they occur:
   * remarks on figures that are now replaced.
   */
  public static void dropRemarks(Path page) throws IOException {
    Files.writeString(page, REMARKS.matcher(Files.readString(page)).replaceAll(""));
  }

  /** A table. */
  public static String table(List<String> header, List<List<String>> rows) {
    StringBuilder table = new StringBuilder(row(header));
    table.append('|').append("---|".repeat(header.size())).append('\n');
    rows.forEach(row -> table.append(row(row)));
    return table.toString();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
