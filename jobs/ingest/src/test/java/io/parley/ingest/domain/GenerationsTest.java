package io.parley.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.StartRefusedException;
import io.parley.common.kafka.SourceRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationsTest {

  private static final CommandTopic FIRST = new CommandTopic("chat.commands");
  private static final CommandTopic SECOND = new CommandTopic("chat.commands.2");

  @Test
  void aStartWithoutStateTakesTheTopicAsItIs() {
    assertThat(Generations.of(FIRST, List.of()).topics()).containsExactly(FIRST);
  }

  @Test
  void everySubtasksCopyOfTheListIsTheSameList() {
    assertThat(Generations.of(SECOND, List.of(FIRST, SECOND, FIRST, SECOND)).topics())
        .containsExactly(FIRST, SECOND);
  }

  @Test
  void aNewerTopicTakesOver() {
    assertThat(Generations.of(SECOND, List.of(FIRST)).topics()).containsExactly(FIRST, SECOND);
  }

  @Test
  void thereIsNoWayBackToATopicThatWasLeft() {
    assertThatThrownBy(() -> Generations.of(FIRST, List.of(FIRST, SECOND)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("was left for chat.commands.2");
  }

  /** A gateway that was forgotten at the move still writes to the old topic. */
  @Test
  void recordsOfATopicThatWasLeftAreSetAside() {
    Generations generations = Generations.of(SECOND, List.of(FIRST));
    assertThat(generations.refuse(record("chat.commands")))
        .contains(DeadLetterReason.OLD_GENERATION);
    assertThat(generations.refuse(record("chat.commands.2"))).isEmpty();
  }

  private static SourceRecord record(String topic) {
    return new SourceRecord(topic, 0, 0, 0, true, null, null, null);
  }
}
