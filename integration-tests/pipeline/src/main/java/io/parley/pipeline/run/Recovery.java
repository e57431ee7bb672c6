package io.parley.pipeline.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The times of one recovery.
 *
 * @param from the damage, in a few words
 * @param millis from the damage until each step was reached, in the order of the steps; the names
 *     are those of {@link RecoveryClock}
 */
public record Recovery(String from, Map<String, Long> millis) {

  public Recovery {
    millis = Collections.unmodifiableMap(new LinkedHashMap<>(millis));
  }

  /** The seconds until a step was reached. */
  public double seconds(String step) {
    return millis.get(step) / 1e3;
  }
}
