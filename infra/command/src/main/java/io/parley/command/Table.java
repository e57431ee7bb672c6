package io.parley.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Text in columns, each as wide as its widest cell.
 *
 * <p>On a terminal that is narrower than the table, the cells of the last column continue on lines
 * below. If that is not enough, the cells of the widest other columns are cut and end in an
 * ellipsis. In a pipe or a file nothing is cut.
 */
public final class Table {

  private static final String GAP = "  ";
  private static final String ELLIPSIS = "\u2026";

  /** The last column is not made narrower than this while another one can be cut. */
  private static final int NARROW_LAST = 16;

  /** Another column is not made narrower than this. */
  private static final int NARROW = 8;

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these column heads. */
  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are heads; control characters in them are printed as escapes
   */
  public void row(String... cells) {
    rows.add(Stream.of(cells).map(Printable::of).toList());
  }

  /** Prints heads and rows. */
  public void print(PrintWriter out) {
    lines(Terminal.columns()).forEach(out::println);
  }

  /**
   * The lines of the table.
   *
   * @param columns how many columns a line may have; empty if there is no limit
   */
  List<String> lines(OptionalInt columns) {
    List<Integer> widths = widths();
    if (columns.isPresent()) {
      fit(widths, columns.getAsInt());
    }
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.addAll(lines(row, widths)));
    return lines;
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (int n = 0; n < rows.get(0).size(); n++) {
      int column = n;
      widths.add(rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0));
    }
    return widths;
  }

  /** Makes columns narrower until the table fits, or until none can be made narrower. */
  private static void fit(List<Integer> widths, int columns) {
    int last = widths.size() - 1;
    int natural = widths.get(last);
    List<Integer> others = widths.subList(0, last);
    int left = columns - room(others) - GAP.length();
    while (left < Math.min(natural, NARROW_LAST)
        && !others.isEmpty()
        && Collections.max(others) > NARROW) {
      int widest = others.lastIndexOf(Collections.max(others));
      others.set(widest, others.get(widest) - 1);
      left++;
    }
    widths.set(last, Math.min(natural, Math.max(left, 1)));
  }

  private static int room(List<Integer> widths) {
    return widths.stream().mapToInt(width -> GAP.length() + width).sum();
  }

  private static List<String> lines(List<String> row, List<Integer> widths) {
    int last = row.size() - 1;
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < last; column++) {
      line.append(GAP).append(padded(cut(row.get(column), widths.get(column)), widths.get(column)));
    }
    String indent = " ".repeat(room(widths.subList(0, last)));
    List<String> lines = new ArrayList<>();
    for (String part : wrapped(row.get(last), widths.get(last))) {
      lines.add(((lines.isEmpty() ? line : indent) + GAP + part).stripTrailing());
    }
    return lines;
  }

  /** The text, or as much of it as has room before an ellipsis. */
  static String cut(String cell, int width) {
    return length(cell) <= width ? cell : begin(cell, width - 1) + ELLIPSIS;
  }

  /** Lines of at most so many characters, broken at spaces where there are any. */
  private static List<String> wrapped(String cell, int width) {
    List<String> parts = new ArrayList<>();
    String rest = cell;
    while (length(rest) > width) {
      String begin = begin(rest, width + 1);
      int space = begin.lastIndexOf(' ');
      String part = space > 0 ? begin.substring(0, space) : begin(rest, width);
      parts.add(part.stripTrailing());
      rest = rest.substring(part.length()).stripLeading();
    }
    parts.add(rest);
    return parts;
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - length(cell));
  }

  /** The first characters. An emoji or a rare letter is one character and two of Java's. */
  private static String begin(String text, int characters) {
    return text.substring(0, text.offsetByCodePoints(0, characters));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
