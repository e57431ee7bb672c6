package io.parley.checker.conformance;

import io.parley.checker.history.GatewayHistory;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.id.Identifiers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Rule 25: ids, keys and partitions of the records that the gateway wrote. */
final class Placement {

  private final GatewayHistory history;
  private final Breaches breaches;
  private final Map<String, Integer> partitions = new HashMap<>();

  Placement(GatewayHistory history, Breaches breaches) {
    this.history = history;
    this.breaches = breaches;
  }

  /**
   * Looks at a record of the gateway.
   *
   * @param key the key that the topic asks for
   */
  <T extends SpecificRecord> void check(Seen<T> seen, Function<T, String> key) {
    if (seen.value().isEmpty()) {
      breaches.report(
          Rule.RECORDS, seen.at(), "a value that cannot be decoded, expected the topic's schema");
      return;
    }
    T value = seen.value().get();
    Identifiers.firstInvalid(value)
        .ifPresent(
            field ->
                breaches.report(
                    Rule.RECORDS, seen.at(), field + " is not an id: " + Identifiers.RULE));
    String expected = key.apply(value);
    String found = seen.key().orElse(null);
    if (!expected.equals(found)) {
      breaches.report(
          Rule.RECORDS, seen.at(), "key '%s', expected '%s'".formatted(found, expected));
      return;
    }
    int count = partitions.computeIfAbsent(seen.at().topic(), history::partitions);
    int partition = Position.partitionOf(found, count);
    if (partition != seen.at().partition()) {
      breaches.report(
          Rule.RECORDS,
          seen.at(),
          "key '%s' lies in partition %d, expected %d of %d by murmur2"
              .formatted(found, seen.at().partition(), partition, count));
    }
  }
}
