package io.parley.schemas.topic;

import java.util.List;

/** The catalogue file has faults. The message names every fault, one per line. */
public final class TopicCatalogueException extends RuntimeException {

  private final List<String> faults;

  TopicCatalogueException(String source, List<String> faults) {
    super(
        "The topic catalogue "
            + source
            + " has "
            + faults.size()
            + " fault(s); no topic of it is used:\n  - "
            + String.join("\n  - ", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
