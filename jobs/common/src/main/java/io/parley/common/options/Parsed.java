package io.parley.common.options;

import java.util.List;
import java.util.Map;

/**
 * The parsed options of a job.
 *
 * @param options the typed options
 * @param effective every option that has a value, by key, given or by default. It contains no
 *     secrets, so it is fit for a log line and for Flink's global job parameters (the dashboard
 *     shows those)
 * @param warnings advice about options that work and should be changed, such as a key that has got
 *     another name; one sentence each, without values
 */
public record Parsed<T>(T options, Map<String, String> effective, List<String> warnings) {

  public Parsed {
    effective = Map.copyOf(effective);
    warnings = List.copyOf(warnings);
  }
}
