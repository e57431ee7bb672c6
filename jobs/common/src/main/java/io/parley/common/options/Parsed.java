package io.parley.common.options;

import java.util.List;
import java.util.Map;

/**
 * What a job was given.
 *
 * @param options the typed options
 * @param effective every option that has a value, by key, given or by default; free of secrets, so
 *     fit for a log line and for Flink's global job parameters (the dashboard shows those)
 * @param warnings what works and should be changed, such as a key that has got another name; one
 *     sentence each, free of values
 */
public record Parsed<T>(T options, Map<String, String> effective, List<String> warnings) {

  public Parsed {
    effective = Map.copyOf(effective);
    warnings = List.copyOf(warnings);
  }
}
