package io.parley.it.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * How all jobs are run.
 *
 * @param parallelism of each
 * @param options of each, as {@code --key}, {@code value}
 */
public record JobSettings(int parallelism, List<String> options) {

  public JobSettings {
    options = List.copyOf(options);
  }

  /** The jobs' own defaults. */
  public static JobSettings defaults(int parallelism) {
    return new JobSettings(parallelism, List.of());
  }

  /** The same with one more option; it replaces an earlier one of this key. */
  public JobSettings with(String key, String value) {
    return with(List.of("--" + key, value));
  }

  /** The same with more options, as {@code --key}, {@code value}; of one key the last counts. */
  public JobSettings with(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new JobSettings(parallelism, all);
  }
}
