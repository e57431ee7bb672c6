package io.parley.benchmarks.bare;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Seen red: 1,024 ids to a millisecond, for the last of which a row has no write timestamp. */
class EventNumbersTest {

  private static final long APPENDED_AT = 1_780_000_000_000L;

  private final EventNumbers numbers = new EventNumbers();

  @Test
  void aBacklogOfOneMillisecondGetsRisingIdsAndWriteTimestamps() {
    List<Long> ids =
        IntStream.range(0, 3_000)
            .mapToObj(n -> numbers.event(3, APPENDED_AT, message(n)).getEventId())
            .toList();

    assertThat(ids).isSorted().doesNotHaveDuplicates();
    assertThat(ids.stream().map(Snowflake::writeTimestampMicros).toList())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(Snowflake.unixMillis(ids.get(0))).isEqualTo(APPENDED_AT);
    assertThat(Snowflake.unixMillis(ids.get(2_999))).isEqualTo(APPENDED_AT + 2);
  }

  @Test
  void eventsOfAConversationAreCountedFromOne() {
    ConversationEvent first = numbers.event(3, APPENDED_AT, message(0));
    ConversationEvent second = numbers.event(3, APPENDED_AT + 5, message(1));

    assertThat(first.getSequence()).isEqualTo(1);
    assertThat(second.getSequence()).isEqualTo(2);
  }

  private static ConversationCommand message(int n) {
    return new ConversationCommand(
        "m-" + n,
        "c",
        "ann",
        "ann.d",
        "gw-1",
        APPENDED_AT,
        new SendMessage(MessageType.TEXT, "hello", null, null, List.of()));
  }
}
