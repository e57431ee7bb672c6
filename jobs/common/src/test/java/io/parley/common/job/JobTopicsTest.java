package io.parley.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.env.PlatformOptions;
import io.parley.common.options.JobArguments;
import io.parley.common.options.OptionGroup;
import io.parley.common.testing.TestJobs;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Seen red: without the look into the catalogue. */
class JobTopicsTest {

  private final JobTopics topics =
      JobTopics.of(
          TestJobs.named("careful", List.of(Topics.COMMANDS), List.of(Topics.EVENTS)), platform());

  @Test
  void aJobGetsTheTopicsThatItsEntryLists() {
    assertThat(topics.source(Topics.COMMANDS)).isNotNull();
    assertThat(topics.sink(Topics.EVENTS, ConversationEvent.class)).isNotNull();
  }

  @Test
  void aJobGetsNoTopicThatItsEntryDoesNotList() {
    assertThatThrownBy(() -> topics.source(Topics.RECEIPTS))
        .hasMessageContaining("does not say that careful reads chat.receipts");
    assertThatThrownBy(() -> topics.sink(Topics.PUSH, ConversationEvent.class))
        .hasMessageContaining("does not say that careful writes chat.push");
    assertThatThrownBy(topics::deadLetters)
        .hasMessageContaining("does not say that careful writes chat.dead-letters");
  }

  private static PlatformOptions platform() {
    return JobArguments.parse(
            PlatformOptions.groupsAfter(OptionGroup.named("None")),
            new String[] {
              "--kafka.bootstrap-servers=localhost:1",
              "--registry.url=http://localhost:2",
              "--scylladb.contact-points=localhost:3",
              "--scylladb.local-datacenter=dc1"
            },
            PlatformOptions::read)
        .options();
  }
}
