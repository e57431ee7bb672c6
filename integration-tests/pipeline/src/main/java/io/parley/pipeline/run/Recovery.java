package io.parley.pipeline.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long something took to be well again.
 *
 * @param from what, in a few words
 * @param millis from the damage until each step was reached, in the order of the steps; the names
 *     are those of {@link RecoveryClock}
 */
public record Recovery(String from, Map<String, Long> millis) {

  public Recovery {
    millis = Collections.unmodifiableMap(new LinkedHashMap<>(millis));
  }

  /** Seconds until a step that was measured. */
  public double seconds(String step) {
    return millis.get(step) / 1e3;
  }
}
