package io.parley.receipts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VersionsTest {

  /**
   * ScyllaDB refuses timestamps more than three days ahead, and an id may be one day ahead. Seen
   * red with a million members, which ingest allowed.
   */
  @Test
  void theStatusOfTheLargestGroupIsWithinTwoDaysOfItsMessage() {
    int recipients = 400_000 - 1;
    long id = History.id(History.START);
    TrackedMessage message =
        new TrackedMessage(
            new EventFact(
                "c", id, 1, EventFact.Kind.SENT, id, History.START, "ann", recipients, null),
            false);
    message.delivered = recipients;
    message.read = recipients;

    long timestamp = Versions.statusTimestamp(id, Versions.ofStatus(message));

    assertThat(Duration.ofMillis(timestamp / 1000 - History.START)).isLessThan(Duration.ofDays(2));
  }
}
