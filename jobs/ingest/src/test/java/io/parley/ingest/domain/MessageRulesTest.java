package io.parley.ingest.domain;

import static io.parley.ingest.testing.Commands.image;
import static io.parley.ingest.testing.Commands.join;
import static io.parley.ingest.testing.Commands.joinAsAdmin;
import static io.parley.ingest.testing.Commands.leave;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alice is the admin of a group with Bob and Carol. */
class MessageRulesTest {

  private final DecisionHistory history = new DecisionHistory();
  private final Commands alice = Commands.of("alice");
  private final Commands bob = Commands.of("bob");
  private final Commands carol = Commands.of("carol");
  private int rejected;

  @BeforeEach
  void createGroup() {
    history.accept(alice.group("create", join("alice"), join("bob"), join("carol")));
  }

  @Test
  void aMessageBecomesAnEventThatBearsItsOwnId() {
    ConversationEvent event = history.accept(bob.text("m1", "hello"));
    assertThat(event.getMessageId()).isEqualTo(event.getEventId());
    assertThat(event.getSequence()).isEqualTo(2);
    assertThat(event.getSenderId()).isEqualTo("bob");
    assertThat(event.getCreatedAt()).isEqualTo(history.now());
    assertThat(((MessageSent) event.getPayload()).getText()).isEqualTo("hello");
  }

  @Test
  void onlyMembersSendEditAndDelete() {
    long message = history.accept(bob.text("m1", "hello")).getMessageId();
    Commands dave = Commands.of("dave");
    history.reject(dave.text("d1", "hi"), RejectionReason.NOT_A_MEMBER);
    history.reject(dave.edit("d2", message, "hi"), RejectionReason.NOT_A_MEMBER);
    history.reject(dave.delete("d3", message), RejectionReason.NOT_A_MEMBER);
  }

  @Test
  void aMemberWhoLeftMayNotEditWhatIsStillHis() {
    long message = history.accept(bob.text("m1", "hello")).getMessageId();
    history.accept(bob.group("bye", leave("bob")));
    history.reject(bob.edit("m2", message, "x"), RejectionReason.NOT_A_MEMBER);
  }

  @Test
  void nothingCanBeSentBeforeTheConversationExists() {
    DecisionHistory empty = new DecisionHistory();
    empty.reject(bob.text("m1", "hello"), RejectionReason.CONVERSATION_NOT_FOUND);
    empty.reject(bob.edit("m2", 1, "hello"), RejectionReason.CONVERSATION_NOT_FOUND);
    empty.reject(bob.delete("m3", 1), RejectionReason.CONVERSATION_NOT_FOUND);
  }

  @Test
  void anUnknownKindOfCommandIsUnsupported() {
    history.reject(bob.command("m1", null), RejectionReason.UNSUPPORTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = MessageType.class,
      names = {"IMAGE", "FILE", "VOICE"})
  void mediaComeByReference(MessageType type) {
    ConversationEvent event = history.accept(bob.media("m1", type, image()));
    assertThat(((MessageSent) event.getPayload()).getMedia()).isEqualTo(image());
  }

  static Stream<Media> badMedia() {
    return Stream.of(
        Media.newBuilder(image()).setUri(" ").build(),
        Media.newBuilder(image()).setUri("u".repeat(2_049)).build(),
        Media.newBuilder(image()).setUri("half a pair \ud83d").build(),
        Media.newBuilder(image()).setMimeType("jpeg").build(),
        Media.newBuilder(image()).setMimeType("image/*").build(),
        Media.newBuilder(image()).setMimeType("image/jpeg\nx: y").build(),
        Media.newBuilder(image()).setSizeBytes(-2).build(),
        Media.newBuilder(image()).setSha256("AB".repeat(32)).build(),
        Media.newBuilder(image()).setSha256("ab").build());
  }

  @ParameterizedTest
  @MethodSource("badMedia")
  void malformedMediaIsRefused(Media media) {
    history.reject(bob.media("m1", MessageType.IMAGE, media), RejectionReason.INVALID_MEDIA);
  }

  @Test
  void aUriMayHaveTwoThousandAndFortyEightCharacters() {
    Media longest = Media.newBuilder(image()).setUri("u".repeat(2_048)).build();
    history.accept(bob.media("m1", MessageType.FILE, longest));
  }

  @Test
  void mimeTypesMayHaveParameters() {
    Media opus = Media.newBuilder(image()).setMimeType("audio/ogg; codecs=opus").build();
    history.accept(bob.media("m1", MessageType.VOICE, opus));
  }

  @Test
  void aFileOfUnknownTypeAndSizeIsAFile() {
    Media unknown = Media.newBuilder(image()).setMimeType("*/*").setSizeBytes(-1).build();
    history.accept(bob.media("m1", MessageType.FILE, unknown));
  }

  /** Red when a text counts as one because it is not empty. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\n\t ",
        "\u00a0",
        "\u200b",
        "\u2800",
        "\u3164",
        "\ufeff",
        "\u200d\ufe0f",
        "\u00ad"
      })
  void aTextThatShowsNothingIsEmpty(String blank) {
    reject(MessageType.TEXT, blank, null, RejectionReason.EMPTY_MESSAGE);
    long message = history.accept(bob.text("m1", "hello")).getMessageId();
    history.reject(bob.edit("m2", message, blank), RejectionReason.EMPTY_MESSAGE);
    history.accept(bob.text("m3", blank + "!" + blank));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", ".", "\u0301", "\ud83d\ude00", "\u263a\ufe0f", "\u4f60"})
  void aTextThatShowsSomethingIsNotEmpty(String text) {
    history.accept(bob.text("m1", text));
  }

  @Test
  void anEventSaysHowManyGetItAndWhichMessageItIs() {
    MessageSent first = (MessageSent) history.accept(bob.text("m1", "one")).getPayload();
    long id = history.accept(bob.text("m2", "two")).getMessageId();
    history.accept(bob.edit("m3", id, "2"));
    history.accept(carol.group("bye", leave("carol")));
    MessageSent third = (MessageSent) history.accept(bob.text("m4", "three")).getPayload();
    assertThat(first.getRecipients()).isEqualTo(2);
    assertThat(first.getOrdinal()).isEqualTo(1);
    assertThat(third.getRecipients()).isEqualTo(1);
    assertThat(third.getOrdinal()).isEqualTo(3);
  }

  @Test
  void mentionsGoOnAsTheyCame() {
    ConversationEvent event = history.accept(bob.send("m1", mentioning(List.of("carol", "zoe"))));
    assertThat(((MessageSent) event.getPayload()).getMentions()).containsExactly("carol", "zoe");
  }

  @Test
  void mentionsAreFewValidAndDifferent() {
    List<String> crowd = IntStream.range(0, 65).mapToObj(i -> "user-" + i).toList();
    history.accept(bob.send("m1", mentioning(crowd.subList(0, 64))));
    history.reject(bob.send("m2", mentioning(crowd)), RejectionReason.INVALID_MENTIONS);
    history.reject(
        bob.send("m3", mentioning(List.of("carol", "carol"))), RejectionReason.INVALID_MENTIONS);
    history.reject(bob.send("m4", mentioning(List.of("ann smith"))), RejectionReason.INVALID_ID);
  }

  @Test
  void contentFitsTheType() {
    reject(MessageType.TEXT, null, null, RejectionReason.EMPTY_MESSAGE);
    reject(MessageType.TEXT, "", null, RejectionReason.EMPTY_MESSAGE);
    reject(MessageType.TEXT, "hi", image(), RejectionReason.INVALID_MEDIA);
    reject(MessageType.IMAGE, "hi", null, RejectionReason.INVALID_MEDIA);
    reject(MessageType.IMAGE, null, null, RejectionReason.EMPTY_MESSAGE);
    reject(MessageType.UNKNOWN, "hi", null, RejectionReason.UNSUPPORTED);
    reject(MessageType.TEXT, "half a pair \ud83d", null, RejectionReason.INVALID_TEXT);
  }

  /** 'é' is two bytes of UTF-8: the limit counts bytes, not characters. */
  @Test
  void aTextHasAtMost16KiBOfUtf8() {
    history.accept(bob.text("m1", "é".repeat(8 * 1024)));
    history.reject(bob.text("m2", "é".repeat(8 * 1024) + "x"), RejectionReason.TEXT_TOO_LONG);
    history.reject(bob.text("m3", "x".repeat(16 * 1024 + 1)), RejectionReason.TEXT_TOO_LONG);
  }

  @Test
  void onlyAnAdminSpeaksForTheService() {
    history.accept(alice.send("s1", system()));
    history.reject(bob.send("s2", system()), RejectionReason.NOT_AN_ADMIN);
  }

  @Test
  void aReplyNamesAnEarlierMessageOfTheConversation() {
    long message = history.accept(bob.text("m1", "hello")).getMessageId();
    ConversationEvent reply = history.accept(carol.reply("r1", message));
    assertThat(((MessageSent) reply.getPayload()).getReplyTo()).isEqualTo(message);
    history.reject(carol.reply("r2", message + 1), RejectionReason.INVALID_REPLY);
    history.reject(carol.reply("r3", Long.MAX_VALUE), RejectionReason.INVALID_REPLY);
    history.reject(carol.reply("r4", -1), RejectionReason.INVALID_REPLY);
    history.reject(carol.reply("r5", 0), RejectionReason.INVALID_REPLY);
  }

  @Test
  void aReplyBeyondTheEditHorizonIsTakenOnTrust() {
    long message = history.accept(bob.text("m1", "hello")).getMessageId();
    history.pass(Duration.ofDays(8));
    history.accept(carol.reply("r1", message + 1));
  }

  /** The ids at the two ends: the event that created the conversation, and the command's own. */
  @Test
  void anIdIsOfTheConversationFromItsFirstEventToTheLastBeforeTheCommand() {
    long first = history.state.head().orElseThrow().firstEventId();
    history.reject(alice.edit("m1", first - 1, "x"), RejectionReason.INVALID_MESSAGE_ID);
    history.reject(alice.edit("m2", first, "x"), RejectionReason.MESSAGE_NOT_FOUND);
    long own = Snowflake.of(history.now() + 1, 0, 5, 0);
    Decision ofItself =
        history.decide(
            new NumberedCommand(own, history.now() + 1, alice.edit("m3", own, "x"), null, null));
    assertThat(ofItself.refusal()).contains(RejectionReason.INVALID_MESSAGE_ID);
  }

  /** Without it the reader of the history skips the whole window. */
  @Test
  void theFirstEventOfEachTenDaysOpensAWindow() {
    assertThat(opensBucket(bob.text("m1", "same window"))).isFalse();
    history.pass(Duration.ofDays(10));
    assertThat(opensBucket(bob.text("m2", "the next one"))).isTrue();
    assertThat(opensBucket(bob.text("m3", "still the next one"))).isFalse();
  }

  private boolean opensBucket(ConversationCommand command) {
    return ((Decision.Accepted) history.decide(command)).opensBucket();
  }

  /** Red when any id below the command's own is answered on trust. */
  @Test
  void aReplyIsNotToAMessageOlderThanTheConversation() {
    history.pass(Duration.ofDays(8));
    history.reject(carol.reply("r1", 1), RejectionReason.INVALID_REPLY);
    history.reject(
        carol.reply("r2", Snowflake.of(history.now() - 30 * 86_400_000L, 0, 5, 0)),
        RejectionReason.INVALID_REPLY);
  }

  @Test
  void anEditRepeatsTypeAndReplyOfItsMessage() {
    long first = history.accept(bob.text("m1", "hello")).getMessageId();
    long reply = history.accept(carol.reply("m2", first)).getMessageId();
    ConversationEvent edit = history.accept(carol.edit("m3", reply, "better"));
    assertThat(edit.getMessageId()).isEqualTo(reply);
    assertThat(edit.getEventId()).isGreaterThan(reply);
    MessageEdited payload = (MessageEdited) edit.getPayload();
    assertThat(payload.getType()).isEqualTo(MessageType.TEXT);
    assertThat(payload.getReplyTo()).isEqualTo(first);
    assertThat(payload.getText()).isEqualTo("better");
  }

  @Test
  void anEditOfAMessageThatAnswersNothingAnswersNothing() {
    long message = history.accept(bob.text("m1", "hello")).getMessageId();
    ConversationEvent edit = history.accept(bob.edit("m2", message, "better"));
    assertThat(((MessageEdited) edit.getPayload()).getReplyTo()).isNull();
  }

  @Test
  void anEditKeepsToTheTypeOfItsMessage() {
    long picture = history.accept(bob.media("m1", MessageType.IMAGE, image())).getMessageId();
    history.reject(bob.edit("m2", picture, "a cat"), RejectionReason.INVALID_MEDIA);
    history.accept(
        bob.command(
            "m3",
            EditMessage.newBuilder()
                .setMessageId(picture)
                .setText("a cat")
                .setMedia(image())
                .build()));
  }

  @Test
  void onlyTheAuthorEdits() {
    long message = history.accept(bob.text("m1", "hello")).getMessageId();
    history.reject(carol.edit("m2", message, "x"), RejectionReason.NOT_THE_AUTHOR);
    history.reject(alice.edit("m3", message, "x"), RejectionReason.NOT_THE_AUTHOR);
  }

  @Test
  void theAuthorOrAnAdminDeletes() {
    long one = history.accept(bob.text("m1", "one")).getMessageId();
    long two = history.accept(bob.text("m2", "two")).getMessageId();
    history.reject(carol.delete("m3", one), RejectionReason.NOT_THE_AUTHOR);
    history.accept(bob.delete("m4", one));
    ConversationEvent byAdmin = history.accept(alice.delete("m5", two));
    assertThat(byAdmin.getSenderId()).isEqualTo("alice");
    assertThat(((MessageDeleted) byAdmin.getPayload()).getAuthorId()).isEqualTo("bob");
  }

  @Test
  void whatIsDeletedStaysDeleted() {
    long message = history.accept(bob.text("m1", "hello")).getMessageId();
    history.accept(bob.delete("m2", message));
    history.reject(bob.edit("m3", message, "x"), RejectionReason.MESSAGE_DELETED);
    history.reject(bob.delete("m4", message), RejectionReason.MESSAGE_DELETED);
    history.accept(carol.reply("m5", message));
  }

  @Test
  void onlyMessagesOfThisConversationCanBeChanged() {
    ConversationEvent event = history.accept(alice.group("add", join("dave")));
    long membership = event.getMessageId();
    history.reject(alice.edit("m1", membership, "x"), RejectionReason.MESSAGE_NOT_FOUND);
    history.reject(alice.delete("m2", membership + 1), RejectionReason.MESSAGE_NOT_FOUND);
    history.reject(alice.delete("m3", Long.MAX_VALUE), RejectionReason.INVALID_MESSAGE_ID);
    history.reject(alice.delete("m4", -5), RejectionReason.INVALID_MESSAGE_ID);
    history.reject(alice.edit("m5", 1, "x"), RejectionReason.INVALID_MESSAGE_ID);
  }

  @Test
  void theEditHorizonEnds() {
    long message = history.accept(bob.text("m1", "hello")).getMessageId();
    history.pass(Duration.ofDays(7).minusSeconds(1));
    history.accept(bob.edit("m2", message, "in time"));
    history.reject(bob.edit("m3", message, "late"), RejectionReason.EDIT_TOO_LATE);
    history.reject(alice.delete("m4", message), RejectionReason.EDIT_TOO_LATE);
  }

  @Test
  void inADirectConversationNobodyDeletesForTheOther() {
    DecisionHistory direct = new DecisionHistory();
    direct.accept(alice.direct("create", "bob"));
    long message = direct.accept(bob.text("m1", "hello")).getMessageId();
    direct.reject(alice.delete("m2", message), RejectionReason.NOT_THE_AUTHOR);
    direct.reject(alice.send("m3", system()), RejectionReason.NOT_AN_ADMIN);
  }

  @Test
  void aNewAdminMayDeleteWhatWasWrittenBefore() {
    long message = history.accept(bob.text("m1", "hello")).getMessageId();
    history.accept(alice.group("add", joinAsAdmin("dave")));
    history.accept(Commands.of("dave").delete("m2", message));
  }

  private void reject(MessageType type, String text, Media media, RejectionReason reason) {
    ConversationCommand command =
        bob.send(
            "x" + ++rejected, SendMessage.newBuilder().setType(type).setText(text).setMedia(media));
    history.reject(command, reason);
  }

  private static SendMessage.Builder mentioning(List<String> users) {
    return SendMessage.newBuilder().setType(MessageType.TEXT).setText("hi").setMentions(users);
  }

  private static SendMessage.Builder system() {
    return SendMessage.newBuilder().setType(MessageType.SYSTEM).setText("Bob joined");
  }
}
