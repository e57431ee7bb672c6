package io.parley.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What went in and what became of it (G2): every command ends in exactly one way.
 *
 * @param commands records taken from the input topic
 * @param events new events
 * @param duplicates acks with the duplicate flag
 * @param rejected acks with status REJECTED
 * @param deadLetters records set aside
 */
public record Conservation(
    long commands, long events, long duplicates, long rejected, long deadLetters) {

  /** Fails with all five numbers if the sum is not right. */
  public void assertHolds() {
    assertThat(events + duplicates + rejected + deadLetters)
        .as("commands in = events + duplicates + rejected + dead letters, of %s", this)
        .isEqualTo(commands);
  }
}
