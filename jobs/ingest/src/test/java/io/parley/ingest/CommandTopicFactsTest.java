package io.parley.ingest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.options.InvalidOptionsException;
import io.parley.ingest.topics.CommandTopicFacts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandTopicFactsTest {

  private final CommandTopicFacts facts = new CommandTopicFacts(Duration.ofDays(14));

  @Test
  void aMarginThatCoversTheOldestUnreadCommandIsTaken() {
    assertThatCode(() -> facts.requireMargin(Duration.ofDays(14))).doesNotThrowAnyException();
  }

  /** Red when nothing compares the two. */
  @Test
  void aShorterMarginIsRefused() {
    assertThatThrownBy(() -> facts.requireMargin(Duration.ofDays(13)))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContainingAll("ingest.state-margin", "PT312H", "PT336H");
  }

  @Test
  void noMarginIsEnoughForATopicThatKeepsItsRecordsForEver() {
    CommandTopicFacts endless = new CommandTopicFacts(Duration.ofMillis(-1));
    assertThatThrownBy(() -> endless.requireMargin(Duration.ofDays(1_000)))
        .hasMessageContaining("without end");
  }
}
