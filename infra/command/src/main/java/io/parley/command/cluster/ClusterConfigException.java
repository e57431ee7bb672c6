package io.parley.command.cluster;

import java.util.List;

/** A configuration file is not valid. The message names all faults, and no secret. */
public final class ClusterConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClusterConfigException(String file, List<String> faults) {
    super(
        "The configuration file %s has %d fault(s):\n  - %s"
            .formatted(file, faults.size(), String.join("\n  - ", faults)));
  }
}
