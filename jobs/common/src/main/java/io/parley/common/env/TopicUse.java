package io.parley.common.env;

import java.util.List;

/**
 * The topics of a job, by their names in the catalogue.
 *
 * @param inputs what it reads
 * @param outputs what it writes
 */
public record TopicUse(List<String> inputs, List<String> outputs) {

  public TopicUse {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
