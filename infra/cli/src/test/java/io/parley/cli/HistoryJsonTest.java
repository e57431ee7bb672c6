package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.infra.scylla.history.EventKind;
import io.parley.infra.scylla.history.HistoryMessage;
import io.parley.infra.scylla.history.HistoryMessage.Content;
import io.parley.infra.scylla.history.HistoryMessage.Deletion;
import io.parley.infra.scylla.history.MemberChanges;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tests what a script reads of a stored message. Seen red with ids as JSON numbers, and with
 * control characters printed as they are.
 */
class HistoryJsonTest {

  /** Cannot be told from its neighbours once it has become a floating-point number. */
  private static final long ID = 9_007_199_254_740_993L;

  @Test
  void idsAreStringsAndControlCharactersAreEscapes() throws Exception {
    String line =
        HistoryJson.of(message(Optional.of(content("a\u001b[2Jb\u202e")), Optional.empty()));

    assertThat(line).doesNotContain("\u001b", "\u202e", "\n");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("message_id").textValue()).isEqualTo("9007199254740993");
    assertThat(json.get("edit_event_id").textValue()).isEqualTo("9007199254740994");
    assertThat(json.get("reply_to").textValue()).isEqualTo("9007199254740992");
    assertThat(json.get("text").textValue()).isEqualTo("a\u001b[2Jb\u202e");
    assertThat(json.get("mentions").get(0).textValue()).isEqualTo("bob");
  }

  @Test
  void aDeletedMessageHasNoTextButSaysWhoDeletedIt() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                HistoryJson.of(
                    message(
                        Optional.empty(),
                        Optional.of(new Deletion(ID + 2, Instant.EPOCH, "ann")))));

    assertThat(json.has("text")).isFalse();
    assertThat(json.at("/deletion/event_id").textValue()).isEqualTo("9007199254740995");
    assertThat(json.at("/deletion/by").textValue()).isEqualTo("ann");
  }

  @Test
  void aChangeOfMembersNamesThem() throws Exception {
    HistoryMessage message =
        new HistoryMessage(
            "lobby",
            ID,
            1,
            EventKind.MEMBERS_CHANGED,
            "ann",
            "phone",
            "m1",
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                new MemberChanges(
                    ConversationKind.GROUP,
                    Map.of("ann", MemberRole.ADMIN),
                    Set.of("bob"),
                    Map.of(),
                    Map.of("ann", NotifyLevel.MENTIONS),
                    1)));

    JsonNode json = new ObjectMapper().readTree(HistoryJson.of(message));

    assertThat(json.at("/members/joined/ann").textValue()).isEqualTo("ADMIN");
    assertThat(json.at("/members/left/0").textValue()).isEqualTo("bob");
    assertThat(json.at("/members/notify_levels/ann").textValue()).isEqualTo("MENTIONS");
    assertThat(json.at("/members/member_count").intValue()).isEqualTo(1);
  }

  private static HistoryMessage message(Optional<Content> content, Optional<Deletion> deletion) {
    return new HistoryMessage(
        "lobby",
        ID,
        2,
        EventKind.MESSAGE_SENT,
        "ann",
        "phone",
        "m1",
        Instant.EPOCH,
        Optional.of(ID + 1),
        deletion,
        content,
        Optional.empty());
  }

  private static Content content(String text) {
    return new Content(
        MessageType.TEXT,
        Optional.of(text),
        Optional.empty(),
        Optional.of(ID - 1),
        Set.of("bob"),
        1,
        1);
  }
}
