package io.parley.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests the JSON form in which records are printed.
 *
 * <p>Seen red: ids as numbers.
 */
class AvroJsonTest {

  @Test
  void aUnionIsItsValueAndSaysWhichRecordItIs() {
    assertThat(
            AvroJson.of(
                command(new SendMessage(MessageType.TEXT, "Hi \"all\"", null, 7L, List.of()))))
        .hasToString(
            "{\"client_message_id\":\"m\",\"conversation_id\":\"c\",\"sender_id\":\"u\","
                + "\"device_id\":\"d\",\"gateway_id\":\"g\",\"client_time\":1,\"payload\":"
                + "{\"@type\":\"SendMessage\",\"type\":\"TEXT\",\"text\":\"Hi \\\"all\\\"\","
                + "\"media\":null,\"reply_to\":\"7\",\"mentions\":[]}}");
  }

  @Test
  void listsOfRecordsAreLists() {
    MemberChange joins =
        new MemberChange("ann", MemberAction.JOIN, MemberRole.ADMIN, NotifyLevel.ALL);

    assertThat(
            AvroJson.of(command(new ChangeMembers(ConversationKind.GROUP, List.of(joins))))
                .at("/payload/changes"))
        .hasToString(
            "[{\"user_id\":\"ann\",\"action\":\"JOIN\",\"role\":\"ADMIN\",\"notify\":\"ALL\"}]");
  }

  @Test
  void anIdKeepsAllItsDigitsInToolsThatReadNumbersAsDoubles() throws Exception {
    CommandAck ack =
        CommandAck.newBuilder()
            .setClientMessageId("m")
            .setConversationId("c")
            .setSenderId("u")
            .setDeviceId("d")
            .setGatewayId("g")
            .setStatus(AckStatus.SENT)
            .setMessageId(384858899611650049L)
            .setEventId(384858899611650049L)
            .build();

    JsonNode json = AvroJson.of(ack);

    assertThat(json.get("event_id").isTextual()).isTrue();
    assertThat(json.get("message_id").asText()).isEqualTo("384858899611650049");
    assertThat(AvroJson.of(command(null)).get("client_time").isNumber()).isTrue();
  }

  @Test
  void anUnknownCommandIsNull() {
    assertThat(AvroJson.of(command(null)).get("payload").isNull()).isTrue();
  }

  private static ConversationCommand command(Object payload) {
    return new ConversationCommand("m", "c", "u", "d", "g", 1L, payload);
  }
}
