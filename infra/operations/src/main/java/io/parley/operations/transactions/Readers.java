package io.parley.operations.transactions;

import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The readers of topics, as the catalogue names them. Which of them wait is their own choice: one
 * that reads {@code read_committed} waits, as analytics should; gateways and the jobs read
 * uncommitted records and do not wait.
 */
final class Readers {

  private final TopicCatalogue catalogue;

  /**
   * The readers of a catalogue.
   *
   * @param catalogue with the names that the topics have on the brokers
   */
  Readers(TopicCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  Set<String> of(Collection<String> topics) {
    return catalogue.topics().stream()
        .filter(topic -> topics.contains(topic.name()))
        .map(TopicSpec::readBy)
        .flatMap(Collection::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
