package io.parley.checker.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.Position;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A parser of the headers of a dead letter, by the names in the contract. */
final class DeadLetters {

  private final String topicPrefix;

  DeadLetters(String topicPrefix) {
    this.topicPrefix = topicPrefix;
  }

  /** Empty if a header is missing or not a number where it must be one. */
  Optional<DeadLetter> read(Headers headers) {
    Optional<String> topic = text(headers, "parley.source.topic");
    Optional<String> partition = number(headers, "parley.source.partition");
    Optional<String> offset = number(headers, "parley.source.offset");
    Optional<String> job = text(headers, "parley.job");
    Optional<String> reason = text(headers, "parley.reason");
    if (topic.isEmpty()
        || partition.isEmpty()
        || offset.isEmpty()
        || job.isEmpty()
        || reason.isEmpty()) {
      return Optional.empty();
    }
    Position source =
        new Position(
            topic.get().startsWith(topicPrefix)
                ? topic.get().substring(topicPrefix.length())
                : topic.get(),
            Integer.parseInt(partition.get()),
            Long.parseLong(offset.get()));
    return Optional.of(new DeadLetter(job.get(), reason.get(), source));
  }

  private static Optional<String> number(Headers headers, String name) {
    return text(headers, name).filter(text -> text.matches("[0-9]{1,18}"));
  }

  private static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }
}
