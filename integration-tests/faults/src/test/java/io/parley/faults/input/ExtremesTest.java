package io.parley.faults.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * Tests that each field of each input is varied, to its bounds and beyond them. Seen red: nested
 * records left out.
 */
class ExtremesTest {

  private static final Media MEDIA = new Media("https://a", "image/png", 1L, "0".repeat(64));

  @Test
  void eachFieldOfEachInputIsVaried() {
    assertAllVaried(new Receipt("c", "u", "d", 1L, ReceiptKind.READ));
    assertAllVaried(new SessionEvent("u", "d", "g", 1L, 1L, SessionState.CONNECTED));
    assertAllVaried(new GatewayEvent("g", 1L, GatewayState.UP));
    assertAllVaried(send());
  }

  private static <T extends SpecificRecord> void assertAllVaried(T valid) {
    List<T> extremes = Extremes.of(valid);
    for (Schema.Field field : valid.getSchema().getFields()) {
      assertThat(extremes)
          .as(field.name())
          .anyMatch(record -> !valid.get(field.pos()).equals(record.get(field.pos())));
    }
  }

  @Test
  void onlyOneFieldIsVariedAtATime() {
    ConversationCommand valid = send();
    for (ConversationCommand record : Extremes.of(valid)) {
      assertThat(valid.getSchema().getFields())
          .filteredOn(
              field -> {
                Object value = record.get(field.pos());
                return !valid.get(field.pos()).equals(value);
              })
          .hasSize(1);
    }
  }

  @Test
  void fieldsOfNestedRecordsAreVaried() {
    assertThat(Extremes.of(send()))
        .map(record -> record.getPayload() instanceof SendMessage message ? message : null)
        .anyMatch(message -> message != null && message.getMedia() == null)
        .anyMatch(
            message ->
                message != null
                    && message.getMedia() != null
                    && message.getMedia().getSizeBytes() == Long.MAX_VALUE)
        .anyMatch(message -> message != null && message.getMentions().size() == 65);
  }

  @Test
  void idsAndTextsReachTheirLimitsAndOneBeyond() {
    assertThat(Extremes.of(new Receipt("c", "u", "d", 1L, ReceiptKind.READ)))
        .map(receipt -> receipt.getUserId().length())
        .contains(0, 1, 64, 65);
    assertThat(Extremes.of(send()))
        .map(
            record ->
                record.getPayload() instanceof SendMessage message && message.getText() != null
                    ? message.getText().length()
                    : -1)
        .contains(0, 16_384, 16_385);
  }

  @Test
  void theElementsOfAFullListDiffer() {
    ChangeMembers change =
        new ChangeMembers(
            ConversationKind.GROUP,
            List.of(new MemberChange("u", MemberAction.JOIN, MemberRole.MEMBER, NotifyLevel.ALL)));

    assertThat(Extremes.of(change))
        .filteredOn(varied -> varied.getChanges().size() == 1_000)
        .singleElement()
        .satisfies(
            varied ->
                assertThat(varied.getChanges())
                    .extracting(MemberChange::getUserId)
                    .doesNotHaveDuplicates());
  }

  private static ConversationCommand send() {
    return new ConversationCommand(
        "m",
        "c",
        "u",
        "d",
        "g",
        7L,
        new SendMessage(MessageType.FILE, "hello", MEDIA, null, List.of("bob")));
  }
}
