package io.parley.checker.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.AvroSafety;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which commands ingest may set aside. Each fault is red when its condition is left out. */
class SettingAsideTest {

  static {
    AvroSafety.apply();
  }

  private static final long NOW = Snowflake.EPOCH_MILLIS + 86_400_000;

  @Test
  void aCommandWithItsKeyItsTimeAndValidIdsHasNoFault() {
    assertThat(isAtFault("c", NOW, "ann")).isFalse();
  }

  @Test
  void anotherKeyAndNoKeyAreFaults() {
    assertThat(isAtFault("d", NOW, "ann")).isTrue();
    assertThat(isAtFault(null, NOW, "ann")).isTrue();
  }

  @Test
  void anInvalidIdIsAFault() {
    assertThat(isAtFault("c", NOW, "ann/phone")).isTrue();
  }

  @Test
  void aTimeThatNoIdCanBearIsAFault() {
    assertThat(isAtFault("c", Snowflake.EPOCH_MILLIS - 1, "ann")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WRONG_PARTITION",
        "OLD_GENERATION",
        "BAD_SIGNATURE",
        "NOT_LOG_APPEND_TIME",
        "UNKNOWN_SCHEMA_ID",
        "SCHEMA_MISMATCH"
      })
  void whatTheRecordDoesNotShowMayHappenToAnyCommand(String reason) {
    assertThat(SettingAside.mayHappenToAny(reason)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MISSING_KEY",
        "KEY_MISMATCH",
        "INVALID_IDENTIFIER",
        "TIMESTAMP_OUT_OF_RANGE",
        "MALFORMED",
        "LIMIT_EXCEEDED",
        "of a later version"
      })
  void whatTheRecordWouldShowMayNot(String reason) {
    assertThat(SettingAside.mayHappenToAny(reason)).isFalse();
  }

  private static boolean isAtFault(String key, long timestamp, String sender) {
    ConversationCommand command =
        ConversationCommand.newBuilder()
            .setClientMessageId("m")
            .setConversationId("c")
            .setSenderId(sender)
            .setDeviceId("phone")
            .setGatewayId("g1")
            .setClientTime(0)
            .setPayload(SendMessage.newBuilder().setType(MessageType.TEXT).setText("hi").build())
            .build();
    return SettingAside.isAtFault(
        new Seen<>(
            new Position(Topics.COMMANDS, 0, 0),
            true,
            timestamp,
            Optional.ofNullable(key),
            0,
            Optional.of(command)),
        command);
  }
}
