package io.parley.benchmarks.pipeline;

import io.parley.simulator.Micros;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A picture of distributions as an SVG: the milliseconds (logarithmic) below which a share of the
 * messages stayed. The scale of shares stretches the tail: each step to the right covers nine
 * tenths of the rest. A distribution of the floor has the colour of that of the jobs, dashed.
 */
final class Picture {

  private static final int WIDTH = 860;
  private static final int HEIGHT = 480;
  private static final int LEFT = 70;
  private static final int RIGHT = 640;
  private static final int TOP = 30;
  private static final int BOTTOM = 420;
  private static final double NINES = 4;
  private static final double DECADES = 4;
  private static final int POINTS = 160;
  private static final String DASHED = " stroke-dasharray=\"5 4\"";
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#2a9d5c", "#d1495b", "#8d6a9f", "#c77d0a", "#444444");

  private final StringBuilder svg = new StringBuilder();
  private final Map<String, String> colours = new HashMap<>();

  private Picture() {}

  /** The picture of some distributions in microseconds, by name. */
  static String of(String title, Map<String, Histogram> distributions) {
    Picture picture = new Picture();
    picture.frame(title);
    int n = 0;
    for (Map.Entry<String, Histogram> distribution : distributions.entrySet()) {
      picture.curve(distribution.getKey(), distribution.getValue(), n);
      n++;
    }
    return picture.svg.append("</svg>\n").toString();
  }

  private void frame(String title) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">%n",
        WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", WIDTH, HEIGHT);
    text(LEFT, TOP - 12, "start", title);
    for (int decade = 0; decade <= DECADES; decade++) {
      double y = BOTTOM - decade / DECADES * (BOTTOM - TOP);
      line(LEFT, y, RIGHT, y);
      text(LEFT - 8, y + 4, "end", "%,.0f ms".formatted(Math.pow(10, decade)));
    }
    List<String> shares = List.of("0 %", "90 %", "99 %", "99.9 %", "99.99 %");
    for (int nines = 0; nines <= NINES; nines++) {
      double x = LEFT + nines / NINES * (RIGHT - LEFT);
      line(x, TOP, x, BOTTOM);
      text(x, BOTTOM + 18, "middle", shares.get(nines));
    }
    text((LEFT + RIGHT) / 2.0, BOTTOM + 42, "middle", "share of messages that took no longer");
  }

  private void curve(String name, Histogram micros, int n) {
    boolean isOfFloor = name.startsWith(BareSubject.PREFIX);
    String colour = colour(isOfFloor ? name.substring(BareSubject.PREFIX.length()) : name);
    List<String> points = new ArrayList<>();
    for (int i = 0; i <= POINTS; i++) {
      double nines = NINES * i / POINTS;
      double percentile = 100 * (1 - Math.pow(10, -nines));
      double millis = Math.max(1, Micros.millisAt(micros, percentile));
      double x = LEFT + nines / NINES * (RIGHT - LEFT);
      double y = BOTTOM - Math.min(1, Math.log10(millis) / DECADES) * (BOTTOM - TOP);
      points.add(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
    }
    add(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"%s\"/>%n",
        colour, isOfFloor ? DASHED : "", String.join(" ", points));
    double y = TOP + 24.0 * (n + 1);
    add(
        "<line x1=\"%d\" y1=\"%.0f\" x2=\"%d\" y2=\"%.0f\" stroke=\"%s\" stroke-width=\"4\"%s/>%n",
        RIGHT + 14, y - 4, RIGHT + 32, y - 4, colour, isOfFloor ? DASHED : "");
    text(RIGHT + 36, y, "start", name);
  }

  private String colour(String of) {
    int next = colours.size() % COLOURS.size();
    return colours.computeIfAbsent(of, unknown -> COLOURS.get(next));
  }

  private void line(double fromX, double fromY, double toX, double toY) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
        fromX, fromY, toX, toY);
  }

  private void text(double x, double y, String anchor, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
