package io.parley.it.pipeline;

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
}
