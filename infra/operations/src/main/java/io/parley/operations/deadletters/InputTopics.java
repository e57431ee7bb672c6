package io.parley.operations.deadletters;

import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.util.Optional;

/**
 * The topics to which dead letters may be replayed: those that gateways write.
 *
 * <p>Any other topic is the output of a job. A record of a job is numbered, and written in the
 * transaction of a checkpoint. A person who adds one breaks what its readers rely on.
 */
final class InputTopics {

  private static final String GATEWAYS = "gateways";

  private final TopicCatalogue catalogue;

  /**
   * The input topics of a catalogue.
   *
   * @param catalogue with the names that the topics have on the brokers
   */
  InputTopics(TopicCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The entry of a topic, by its name on the brokers; empty if the catalogue does not have it. */
  Optional<TopicSpec> entry(String topic) {
    return catalogue.topics().stream().filter(spec -> spec.name().equals(topic)).findFirst();
  }

  /** Why a dead letter cannot be replayed; empty if it can be. */
  Optional<String> refusal(DeadLetter letter, boolean hasOriginal) {
    if (letter.source().isEmpty()) {
      return Optional.of("its headers do not say which topic it came from");
    }
    Optional<TopicSpec> spec = entry(letter.sourceTopic());
    if (spec.isEmpty()) {
      return Optional.of(
          letter.sourceTopic()
              + " is not a topic of the catalogue; an older generation of a topic is not read any"
              + " more");
    }
    if (!spec.get().writtenBy().contains(GATEWAYS)) {
      return Optional.of(
          letter.sourceTopic() + " is written by " + spec.get().writtenBy() + ", not by gateways");
    }
    if (letter.cut().isPresent() && !hasOriginal) {
      return Optional.of(
          "bytes of it were cut off (%s), and its original is no longer in Kafka"
              .formatted(letter.cut().get()));
    }
    return Optional.empty();
  }
}
