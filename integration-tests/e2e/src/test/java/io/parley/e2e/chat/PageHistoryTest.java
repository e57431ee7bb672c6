package io.parley.e2e.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/**
 * Tests long histories: 5,000 messages load as one scrolls up, what one looks at stays where it is,
 * and the page holds a bounded number of rows.
 *
 * <p>Seen red: without the correction of the scroll position (what one looks at), and with an
 * unbounded window (bounded number of rows).
 */
class PageHistoryTest {

  private static final String LONG = "long";
  private static final int MESSAGES = 5_000;
  private static final int MOST_ROWS = 180;

  @RegisterExtension static final Browsers BROWSERS = new Browsers();

  private FakeGateway gateway;
  private ChatWindow ann;

  @BeforeEach
  void start() {
    gateway = new FakeGateway();
    gateway.chat.create(LONG, "GROUP", "ann", "bob");
    gateway.chat.fill(LONG, MESSAGES, "ann", "bob");
    ann = BROWSERS.window("ann", "one").login(gateway.address(), "ann.1");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aConversationOpensWithItsNewestPageOnly() {
    ann.open(LONG).sees("message 5000");
    assertThat(gateway.pages.get()).isEqualTo(1);
    assertThat(atBottom()).isTrue();
  }

  @Test
  void scrollingUpLoadsEverythingWithABoundedNumberOfRows() {
    ann.open(LONG).sees("message 5000");
    ann.script(
        """
        window.most = 0;
        const timeline = document.querySelector('.timeline');
        const climb = () => {
          window.most = Math.max(window.most, document.querySelectorAll('.row').length);
          if (timeline.scrollTop > 0) timeline.scrollTop = 0;
          if (!timeline.textContent.includes('beginning')) setTimeout(climb, 20);
        };
        climb();
        """);
    ann.patience(Duration.ofSeconds(90))
        .until(
            "the beginning",
            () -> ann.text(".top").contains("beginning") && ann.messages().contains("message 1"));
    assertThat((Long) ann.script("return window.most;")).isLessThanOrEqualTo(MOST_ROWS);
    assertThat(gateway.pages.get()).isGreaterThanOrEqualTo(MESSAGES / 100);
    List<String> shown = ann.messages();
    assertThat(shown)
        .startsWith(
            IntStream.rangeClosed(1, 100).mapToObj(at -> "message " + at).toArray(String[]::new));
    ann.find(".to-end").click();
    ann.sees("message 5000").until("at the end", this::atBottom);
    assertThat((Long) ann.script("return document.querySelectorAll('.row').length;"))
        .isLessThanOrEqualTo(MOST_ROWS);
  }

  @Test
  void whatOneLooksAtStaysWhereItIsWhileOlderMessagesLoad() {
    ann.open(LONG).sees("message 5000");
    int pages = gateway.pages.get();
    String held =
        (String) ann.script("document.querySelector('.timeline').scrollTop = 320;" + topmost());
    double place = topOf(held);
    ann.until(
        "an older page is there",
        () -> gateway.pages.get() > pages && ann.messages().contains("message 4920"));
    assertThat(topOf(held)).as("place of \"%s\" on the screen", held).isCloseTo(place, within(2.0));
  }

  @Test
  void newMessagesDoNotMoveWhatOneReadsAndAreCounted() {
    ann.open(LONG).sees("message 5000");
    ann.script("document.querySelector('.timeline').scrollTop = 700;");
    ann.until("away from the end", () -> ann.find(".to-end").isDisplayed());
    String held = (String) ann.script(topmost());
    double place = topOf(held);
    IntStream.range(0, 3).forEach(at -> gateway.chat.say("bob", LONG, "new " + at));
    ann.until(
        "they are counted", () -> "3".equals(ann.find(".to-end").getDomAttribute("data-count")));
    assertThat(topOf(held)).isCloseTo(place, within(2.0));
    assertThat(
            gateway.chat.frames("receipt").stream()
                .filter(
                    f ->
                        f.path("kind").asText().equals("read")
                            && f.path("event")
                                    .asText()
                                    .compareTo(gateway.chat.events(LONG).get(5_000).id() + "")
                                > 0))
        .as("what was not on screen is not read")
        .isEmpty();
    ann.find(".to-end").click();
    ann.sees("new 2").badge(LONG, 0);
  }

  @Test
  void anUnreadConversationOpensAtItsFirstUnreadMessage() {
    IntStream.range(0, 40)
        .forEach(at -> gateway.chat.say("bob", LONG, "unread " + at + "\n.\n.\n."));
    ann.badge(LONG, 40).open(LONG);
    ann.until(
        "a line marks it", () -> ann.text(".row:has(.unread-line) .body").startsWith("unread 0"));
    ann.until(
        "it is on screen",
        () ->
            (Boolean)
                ann.script(
                    "const r = document.querySelector('.unread-line').getBoundingClientRect();"
                        + " return r.top > 0 && r.bottom < innerHeight;"));
    ann.until("some are read", () -> ann.badgeOf(LONG) < 40);
    assertThat(ann.badgeOf(LONG)).as("only what was on screen").isPositive();
    ann.find(".to-end").click();
    ann.badge(LONG, 0);
  }

  @Test
  void aQuoteLeadsToItsMessageHoweverOld() {
    ann.open(LONG).sees("message 5000");
    String old = Long.toString(gateway.chat.events(LONG).get(4_500).id());
    gateway.chat.say(
        "bob",
        LONG,
        FakeEvent.JSON.createObjectNode().put("text", "remember?").put("replyTo", old));
    ann.message("remember?").findElement(By.cssSelector(".quote")).click();
    ann.until(
        "the old message is shown", () -> ann.text(".row-found .body").equals("message 4500"));
    assertThat((Long) ann.script("return document.querySelectorAll('.row').length;"))
        .isLessThanOrEqualTo(MOST_ROWS);
  }

  @Test
  void daysAreSetApart() {
    ann.open(LONG).sees("message 5000");
    String old = Long.toString(gateway.chat.events(LONG).get(3_100).id());
    gateway.chat.say(
        "bob",
        LONG,
        FakeEvent.JSON.createObjectNode().put("text", "two days ago").put("replyTo", old));
    ann.message("two days ago").findElement(By.cssSelector(".quote")).click();
    ann.until(
        "the old message is shown", () -> ann.text(".row-found .body").equals("message 3100"));
    ann.script("document.querySelector('.timeline').scrollTop = 0;");
    // A message of 33 hours ago is of yesterday or of the day before, whatever the hour is now.
    ann.until("a day ends", () -> ann.text(".day").matches("Yesterday|[A-Z][a-z]+day,? .+"));
  }

  private boolean atBottom() {
    return (Boolean)
        ann.script(
            "const t = document.querySelector('.timeline'); return t.scrollHeight - t.scrollTop -"
                + " t.clientHeight < 24;");
  }

  private static String topmost() {
    return "const t = document.querySelector('.timeline').getBoundingClientRect().top;return"
        + " [...document.querySelectorAll('.row')].find(r => r.getBoundingClientRect().top"
        + " >= t).querySelector('.body').textContent;";
  }

  private double topOf(String text) {
    return ((Number)
            ann.script(
                "return [...document.querySelectorAll('.row')].find(r =>"
                    + " r.querySelector('.body')?.textContent ==="
                    + " arguments[0]).getBoundingClientRect().top;",
                text))
        .doubleValue();
  }
}
