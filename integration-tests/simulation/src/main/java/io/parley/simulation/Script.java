package io.parley.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** The steps of one run. The same script always gives the same run. */
public record Script(List<Step> steps) {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final List<Step.Kind> WEIGHTED =
      Arrays.stream(Step.Kind.values())
          .flatMap(kind -> Collections.nCopies(kind.weight, kind).stream())
          .toList();

  public Script {
    steps = List.copyOf(steps);
  }

  /**
   * A script drawn from a seed. In each script some kinds of steps are rarer than in others, so
   * that some worlds hardly ever crash and in others one task stands still for long. In one script
   * of four, receipt aggregation hardly reads any events, so that receipts come before them.
   */
  public static Script random(long seed, int length) {
    Random random = new Random(seed);
    List<Step.Kind> kinds = new ArrayList<>(WEIGHTED);
    for (Step.Kind kind : Step.Kind.values()) {
      if (random.nextInt(5) == 0) {
        int keep = random.nextInt(kind.weight + 1);
        while (kinds.stream().filter(kind::equals).count() > keep) {
          kinds.remove(kind);
        }
      }
    }
    boolean receiptsAreEarly = random.nextInt(4) == 0;
    List<Step> steps = new ArrayList<>();
    for (int n = 0; n < length; n++) {
      Step.Kind kind = kinds.get(random.nextInt(kinds.size()));
      int a = random.nextInt(1_000);
      if (receiptsAreEarly && kind == Step.Kind.RECEIPTS_READ && random.nextInt(8) > 0) {
        a = ReceiptsTask.READS_RECEIPTS;
      }
      steps.add(new Step(kind, a, random.nextInt(1_000)));
    }
    return new Script(steps);
  }

  /** The script without the steps from one index to another. */
  Script without(int from, int until) {
    List<Step> left = new ArrayList<>(steps.subList(0, from));
    left.addAll(steps.subList(until, steps.size()));
    return new Script(left);
  }

  /** One step per line. */
  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
  }

  /**
   * Reads what {@link #toString} has written. Empty lines, lines that begin with {@code #}, and the
   * byte order mark that editors on Windows write before the first line are passed over.
   *
   * @throws IllegalArgumentException if a line is not a step
   */
  public static Script parse(String text) {
    return new Script(
        (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(Step::parse)
            .toList());
  }
}
