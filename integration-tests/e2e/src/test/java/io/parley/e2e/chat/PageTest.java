package io.parley.e2e.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * Tests what people do at the page: messages, ticks, edits, deletions, replies, mentions, media,
 * and text that wants to do harm. The gateway behind it is a fake one.
 *
 * <p>Seen red: with the text put in by {@code innerHTML} (hostile text), without the check of the
 * focus (unread window), and with a rejected message dropped from the outbox (refused message).
 */
class PageTest {

  private static final String TEAM = "g:autumn-trip:k4w9m";
  private static final String DIRECT = "d:ann:bob";

  @RegisterExtension static final Browsers BROWSERS = new Browsers();

  private FakeGateway gateway;
  private ChatWindow ann;
  private ChatWindow bob;

  @BeforeEach
  void start() {
    gateway = new FakeGateway();
    gateway.chat.create(DIRECT, "DIRECT", "ann", "bob");
    gateway.chat.create(TEAM, "GROUP", "ann", "bob", "chloe");
    gateway.chat.say("bob", DIRECT, "first");
    gateway.chat.say("bob", TEAM, "welcome");
    ann = BROWSERS.window("ann", "one").login(gateway.address(), "ann.1");
    bob = BROWSERS.window("bob", "two").login(gateway.address(), "bob.1");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aMessageIsDeliveredAtOnceAndReadWhenItsConversationIsOpened() {
    ann.open(DIRECT).send("hello").tick("hello", "delivered");
    bob.badge(DIRECT, 1).open(DIRECT).sees("hello").badge(DIRECT, 0);
    ann.tick("hello", "read");
  }

  @Test
  void aWindowWithoutTheFocusReadsNothing() {
    bob.open(DIRECT);
    bob.script("document.hasFocus = () => false;");
    ann.open(DIRECT).send("are you there").tick("are you there", "delivered");
    bob.sees("are you there").badge(DIRECT, 1);
    bob.script("delete document.hasFocus; window.dispatchEvent(new Event('focus'));");
    ann.tick("are you there", "read");
  }

  @Test
  void aMessageWaitsUntilItsAckAndSaysHowLongThePipelineTook() {
    gateway.chat.faults.holdAcks = true;
    ann.open(DIRECT).send("patience").tick("patience", "pending");
    assertThat(ann.text("[data-stage=stored] .stage-ms")).isEmpty();
    gateway.chat.releaseAcks();
    ann.tick("patience", "delivered");
    assertThat(ann.text("[data-stage=stored] .stage-ms")).matches("[0-9.]+ m?s");
    assertThat(ann.text("[data-stage=delivered] .stage-ms")).matches("[0-9.]+ m?s");
  }

  @Test
  void aRefusedMessageSaysWhyAndCanBeSentAgain() {
    gateway.chat.faults.refuse = "NOT_A_MEMBER";
    ann.open(DIRECT).send("let me in").tick("let me in", "rejected");
    assertThat(ann.text(".refusal")).contains("You are not a member of this conversation.");
    gateway.chat.faults.refuse = null;
    ann.find(".refusal button").click();
    ann.tick("let me in", "delivered");
    bob.open(DIRECT).sees("let me in");
    List<String> ids =
        gateway.chat.frames("send").stream().map(frame -> frame.path("id").asText()).toList();
    assertThat(ids).as("a refused id is refused for ever").doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void anEditAndADeletionReachTheOthers() {
    ann.open(DIRECT).send("helo").tick("helo", "delivered");
    bob.open(DIRECT).sees("helo");
    ann.find("#draft").sendKeys(Keys.ARROW_UP);
    ann.find("#draft").sendKeys(Keys.BACK_SPACE, "lo", Keys.ENTER);
    bob.sees("hello").until("it says that it was edited", () -> !bob.all(".edited").isEmpty());
    ann.sees("hello").act("hello", "trash");
    ann.find("dialog .button-danger").click();
    bob.seesNot("hello").sees("This message was deleted");
    ann.sees("This message was deleted");
  }

  @Test
  void escapeLeavesAnEditAndKeepsWhatWasWritten() {
    ann.open(DIRECT).send("mine").tick("mine", "delivered");
    ann.type("half a thought").act("mine", "edit");
    assertThat(ann.find("#draft").getDomProperty("value")).isEqualTo("mine");
    ann.find("#draft").sendKeys(Keys.ESCAPE);
    assertThat(ann.find("#draft").getDomProperty("value")).isEqualTo("half a thought");
    assertThat(gateway.chat.frames("edit")).isEmpty();
  }

  @Test
  void aReplyQuotesItsMessage() {
    ann.open(TEAM).act("welcome", "reply").send("thank you");
    bob.open(TEAM);
    WebElement answer = bob.message("thank you");
    bob.until("the quote is there", () -> bob.text(".quote-text").equals("welcome"));
    assertThat(answer.getText()).contains("You", "welcome");
  }

  @Test
  void aGroupSaysHowManyHaveReadAndWhoAndWhen() {
    ann.open(TEAM).send("who is in?").tick("who is in?", "sent");
    bob.open(TEAM).sees("who is in?");
    ann.until(
        "one of two has read it",
        () -> ann.text(".row:last-child .ticks").equals("read by 1 of 2"));
    ann.act("who is in?", "info");
    ann.until("the panel is loaded", () -> ann.text("dialog").contains("Read by 1 of 2"));
    assertThat(ann.text("dialog .person")).contains("bob");
    assertThat(ann.text("dialog .person time")).isNotEmpty();
    assertThat(ann.text("dialog")).contains("Not delivered to 1 yet", "chloe");
  }

  @Test
  void anAtSignOffersTheMembersAndTheMessageNamesWhomItMentions() {
    ann.open(TEAM);
    ann.find("#draft").sendKeys("ask @b");
    ann.until("bob is offered", () -> ann.text(".mention-list").contains("bob"));
    ann.find("#draft").sendKeys(Keys.ENTER, "please", Keys.ENTER);
    bob.open(TEAM).sees("ask @bob please");
    assertThat(bob.text(".mention-me")).isEqualTo("@bob");
    assertThat(gateway.chat.frames("send").get(0).path("mentions").path(0).asText())
        .isEqualTo("bob");
  }

  @Test
  void mediaIsALinkAndAnImageIsLoadedOnlyWhenAskedFor() {
    media("IMAGE", "https://media.invalid/a.png");
    ann.open(DIRECT).sees("see IMAGE");
    assertThat(ann.all("img.media-image")).isEmpty();
    ann.find(".media-actions button").click();
    ann.until(
        "it is tried and fails", () -> ann.text(".media-box").contains("could not be loaded"));
    media("FILE", "javascript:alert(1)");
    ann.sees("see FILE");
    assertThat(ann.script("return document.querySelectorAll('a[href^=\"javascript\"]').length;"))
        .isEqualTo(0L);
    assertThat(ann.text(".row:last-child .media-uri")).isEqualTo("javascript:alert(1)");
  }

  @Test
  void hostileTextIsShownAsTextAndTouchesNothingAroundIt() {
    String hostile =
        "<script>window.hit=1</script><img src=x onerror=\"window.hit=1\"> \u202Egnp.exe\u202C"
            + " \u200B\u0007\u2066";
    ann.open(DIRECT).type(hostile);
    ann.find("#draft").sendKeys(Keys.ENTER);
    bob.open(DIRECT);
    WebElement row = bob.message("window.hit");
    assertThat(row.getText())
        .contains("<script>window.hit=1</script>", "RLO", "PDF", "ZWSP", "BEL", "LRI");
    assertThat(bob.script("return window.hit ?? null;")).isNull();
    assertThat(bob.all(".row img, .row script")).isEmpty();
    assertThat((String) bob.script("return arguments[0].textContent;", row))
        .doesNotContain("\u202E", "\u200B", "\u2066");
    assertThat(bob.text(".conversations li[data-id='" + DIRECT + "'] .preview"))
        .contains("⟨RLO⟩")
        .doesNotContain("\u202E");
  }

  @Test
  void aVeryLongWordAndATowerOfMarksStayInsideTheBubble() {
    String marks = "\u0351\u0353".repeat(200);
    gateway.chat.say("bob", DIRECT, "wide" + "w".repeat(3_000));
    gateway.chat.say("bob", DIRECT, "tall" + marks + "end");
    ann.open(DIRECT).sees("wide").sees("tall");
    assertThat(
            ann.script(
                "const t = document.querySelector('.timeline'); return t.scrollWidth <="
                    + " t.clientWidth;"))
        .isEqualTo(true);
    assertThat(ann.text(".row:last-child .hidden-char")).isEqualTo("+396 marks");
  }

  @Test
  void aNewConversationIsStartedByEnteringAName() {
    ann.find(".search").sendKeys("dora", Keys.ENTER);
    ann.send("hi dora").tick("hi dora", "sent");
    assertThat(gateway.chat.frames("members").get(0).path("kind").asText()).isEqualTo("DIRECT");
    assertThat(gateway.chat.conversation("d:ann:dora").members).containsExactly("ann", "dora");
  }

  @Test
  void aNewGroupAppearsAtItsMembers() {
    ann.find("#new").click();
    ann.script("document.querySelector('input[value=GROUP]').click();");
    ann.driver()
        .switchTo()
        .activeElement()
        .sendKeys("Film night", Keys.TAB, "bob, chloe", Keys.ENTER);
    ann.until("the group is open", () -> ann.text(".chat-title h2").equals("Film night"));
    ann.send("popcorn?");
    bob.until("the group is in the list", () -> bob.text(".conversations").contains("Film night"));
  }

  private void media(String kind, String uri) {
    ObjectNode message = FakeEvent.JSON.createObjectNode().put("text", "see " + kind);
    message
        .putObject("media")
        .put("kind", kind)
        .put("uri", uri)
        .put("mime", "image/png")
        .put("size", 2048)
        .put("sha256", "0".repeat(64));
    gateway.chat.say("bob", DIRECT, message);
  }
}
