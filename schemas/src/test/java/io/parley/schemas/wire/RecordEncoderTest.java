package io.parley.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.topic.Topics;
import org.junit.jupiter.api.Test;

/**
 * Tests that one encoder can encode many records.
 *
 * <p>The test would catch an encoder that leaves the start of a record that failed in its buffer,
 * in front of the next record.
 */
class RecordEncoderTest {

  private static ConversationCommand command(Object payload) {
    return new ConversationCommand("c-1", "chat", "ann", "ann.phone", "gw-1", 0L, payload);
  }

  @Test
  void aRecordThatCannotBeEncodedLeavesNothingInTheNextOne() throws Exception {
    InMemorySchemas registry = new InMemorySchemas();
    registry.register(Topics.COMMANDS + "-value", ConversationCommand.getClassSchema());
    RecordEncoder<ConversationCommand> encoder =
        RecordEncoder.of(ConversationCommand.class, Topics.COMMANDS, registry);
    byte[] expected = encoder.encode(command(new DeleteMessage(7L)));

    assertThatThrownBy(() -> encoder.encode(command("no payload")))
        .isInstanceOf(RuntimeException.class);

    assertThat(encoder.encode(command(new DeleteMessage(7L)))).isEqualTo(expected);
  }
}
