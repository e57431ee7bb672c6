package io.parley.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings with which all jobs are run.
 *
 * @param parallelism the parallelism of each job
 * @param options options of each job, as {@code --key}, {@code value}
 */
public record JobSettings(int parallelism, List<String> options) {

  public JobSettings {
    options = List.copyOf(options);
  }

  /** The jobs' own defaults. */
  public static JobSettings defaults(int parallelism) {
    return new JobSettings(parallelism, List.of());
  }

  /** The same with another value of one option. */
  public JobSettings with(String key, String value) {
    List<String> all = new ArrayList<>(options);
    int before = all.indexOf("--" + key);
    if (before >= 0) {
      all.subList(before, before + 2).clear();
    }
    all.addAll(List.of("--" + key, value));
    return new JobSettings(parallelism, all);
  }
}
