package io.parley.e2e.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * Tests that the page can be used by keyboard, by screen reader, on a phone's width, and in both
 * themes.
 *
 * <p>Seen red: with a label taken from a button (names), with a fixed width of the bubbles (phone's
 * width), with the old grey of the times (contrast), and with a skip link that changes the address
 * (it opened a conversation called "draft").
 */
class PageAccessibilityTest {

  private static final String TEAM = "g:autumn-trip:k4w9m";
  private static final double LEAST_CONTRAST = 4.5;

  @RegisterExtension static final Browsers BROWSERS = new Browsers();

  private FakeGateway gateway;
  private ChatWindow ann;

  @BeforeEach
  void start() {
    gateway = new FakeGateway();
    gateway.chat.create(TEAM, "GROUP", "ann", "bob", "chloe");
    gateway.chat.say("bob", TEAM, "welcome");
    gateway.chat.say("ann", TEAM, "thank you");
    ObjectNode greeting =
        FakeEvent.JSON
            .createObjectNode()
            .put("text", "hello @ann https://example.org/a/rather/long/path?with=a&query=string");
    greeting.putArray("mentions").add("ann");
    gateway.chat.say("chloe", TEAM, greeting);
    ann = BROWSERS.window("ann", "one").login(gateway.address(), "ann.1");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void everythingCanBeDoneWithTheKeyboard() {
    ann.keys(Keys.chord(Keys.CONTROL, "k"));
    ann.keys("autumn", Keys.ENTER).sees("welcome");
    ann.keys("typed", Keys.ENTER).sees("typed");
    ann.script("document.querySelector('.timeline').focus();");
    ann.keys(Keys.ARROW_UP)
        .until("the newest message has the focus", () -> focus().contains("typed"));
    ann.keys(Keys.HOME)
        .keys(Keys.ARROW_DOWN)
        .keys("r")
        .until("it is answered", () -> ann.text(".composer-bar").contains("Reply to"));
    ann.keys(Keys.ESCAPE).until("not any more", () -> !ann.find(".composer-bar").isDisplayed());
    ann.keys(Keys.ARROW_UP)
        .until("the last own message is edited", () -> ann.text(".composer-bar").contains("Edit"));
    ann.keys(Keys.ESCAPE);
    ann.script("document.activeElement.blur();");
    ann.keys("?").until("the shortcuts are told", () -> ann.text("dialog h2").equals("Keyboard"));
    ann.keys(Keys.ESCAPE).until("closed", () -> ann.all("dialog").isEmpty());
  }

  @Test
  void shiftAndEnterStartANewLine() {
    ann.open(TEAM);
    ann.find("#draft").sendKeys("one", Keys.chord(Keys.SHIFT, Keys.ENTER), "two", Keys.ENTER);
    ann.sees("one\ntwo");
  }

  @Test
  void theFocusGoesFromTheListToTheMessagesToTheField() {
    ann.open(TEAM).sees("welcome").type("x");
    ann.script("document.querySelector('.search').focus();");
    StringBuilder order = new StringBuilder();
    for (int step = 0; step < 14 && !order.toString().contains("send"); step++) {
      ann.keys(Keys.TAB);
      order
          .append(
              ann.script(
                  "const a = document.activeElement; return a.id || a.className.split('"
                      + " ')[a.className.includes('send') ? 1 : 0];"))
          .append(' ');
    }
    assertThat(order.toString())
        .containsSubsequence("conversation", "members", "timeline", "row", "draft", "send");
  }

  @Test
  void theSkipLinkLeadsToTheFieldAndOpensNoOtherConversation() {
    ann.open(TEAM).sees("welcome");
    String address = ann.driver().getCurrentUrl();
    ann.script("document.querySelector('.skip').focus();");
    ann.keys(Keys.ENTER).until("the field has the focus", () -> focused().equals("draft"));
    assertThat(ann.driver().getCurrentUrl()).isEqualTo(address);
    assertThat(ann.text(".chat-title h2")).isEqualTo("autumn trip");
  }

  private String focused() {
    return ann.driver().switchTo().activeElement().getDomAttribute("id");
  }

  @Test
  void rolesAndNamesAreThereForAScreenReader() {
    ann.open(TEAM).sees("welcome");
    assertThat(ann.find(".timeline").getAriaRole()).isEqualTo("log");
    assertThat(ann.find(".conversations").getAriaRole()).isEqualTo("list");
    assertThat(ann.find("#announcer").getDomAttribute("aria-live")).isEqualTo("polite");
    List<WebElement> controls = ann.all("button, input, textarea, select, [tabindex='0']");
    assertThat(controls)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            control ->
                assertThat(
                        control.isDisplayed()
                            ? control.getAccessibleName() + control.getText()
                            : "hidden")
                    .as(control.getDomProperty("outerHTML"))
                    .isNotBlank());
    assertThat(ann.find(".row-own .ticks").getAccessibleName()).isNotBlank();
  }

  @Test
  void aNewMessageIsAnnounced() {
    ann.open(TEAM).sees("welcome");
    gateway.chat.say("bob", TEAM, "listen");
    ann.until("it is said", () -> ann.text("#announcer").equals("autumn trip: listen"));
  }

  @Test
  void whatWasMissedIsAnnouncedAsANumber() {
    ann.open(TEAM).sees("welcome");
    ann.script(
        "window.said = []; const live = document.getElementById('announcer');"
            + "new MutationObserver(() => live.textContent && said.push(live.textContent))"
            + ".observe(live, {childList: true});");
    gateway.die();
    IntStream.range(0, 5).forEach(at -> gateway.chat.say("bob", TEAM, "missed " + at));
    gateway.comeBack();
    ann.online().sees("missed 4").until("five are announced", () -> missed() == 5);
    assertThat(ann.script("return said.filter(text => text.includes('autumn trip'));"))
        .isEqualTo(List.of());
  }

  private long missed() {
    return (long)
        ann.script("return said.reduce((sum, text) => sum + (parseInt(text, 10) || 0), 0);");
  }

  @Test
  void nothingIsCutOffAtThreeHundredAndSixtyPixels() {
    width(360, 640);
    ann.until(
        "the list fills the width",
        () ->
            (Boolean)
                ann.script(
                    "return document.querySelector('.sidebar').offsetWidth === innerWidth;"));
    ann.open(TEAM).sees("welcome");
    assertThat(ann.script("return document.documentElement.scrollWidth <= innerWidth;"))
        .isEqualTo(true);
    assertThat(
            (List<?>)
                ann.script(
                    "return [...document.querySelectorAll('.bubble, .draft, .chat-head, .send,"
                        + " .pipeline')].filter(e => e.offsetParent &&"
                        + " (e.getBoundingClientRect().right > innerWidth + 1 ||"
                        + " e.getBoundingClientRect().left < -1)).map(e => e.className);"))
        .isEmpty();
    ann.find(".back").click();
    ann.until("the list is back", () -> ann.find(".search").isDisplayed());
    ann.find("#new").click();
    assertThat(
            ann.script(
                "return document.querySelector('dialog').getBoundingClientRect().right <="
                    + " innerWidth;"))
        .isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void textStandsOutInBothThemes(String theme) {
    ann.driver()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of(
                "features",
                List.of(
                    Map.of("name", "prefers-color-scheme", "value", theme),
                    Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    ann.open(TEAM).sees("welcome").send("stored");
    ann.tick("stored", "sent");
    for (String selector :
        List.of(
            ".row-own .body",
            ".row-other .body",
            ".row-own .meta time",
            ".row-other .meta time",
            ".who",
            ".preview",
            ".conversation-time",
            ".chat-title p",
            ".me-device",
            ".connection",
            ".stage-ms",
            ".stage-name",
            ".mention-me",
            ".link",
            ".day span",
            ".system")) {
      assertThat(contrast(selector))
          .as("contrast of %s in the %s theme", selector, theme)
          .isGreaterThanOrEqualTo(LEAST_CONTRAST);
    }
    String background =
        (String) ann.script("return getComputedStyle(document.body).backgroundColor;");
    ann.find("#theme").click();
    ann.until(
        "the other theme",
        () ->
            !background.equals(
                ann.script("return getComputedStyle(document.body).backgroundColor;")));
  }

  private String focus() {
    return (String) ann.script("return document.activeElement.textContent;");
  }

  private void width(int width, int height) {
    ann.driver()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", true));
  }

  /** The ratio of WCAG 2 between an element's text and the nearest background behind it. */
  private double contrast(String selector) {
    return ((Number)
            ann.script(
                """
                const element = document.querySelector(arguments[0]);
                if (!element) throw new Error('no ' + arguments[0]);
                const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
                const bytes = (colour) => numbers(colour).map((v, at) => colour.startsWith('color(') && at < 3 ? v * 255 : v);
                const linear = (v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
                const light = ([r, g, b]) => .2126 * linear(r / 255) + .7152 * linear(g / 255) + .0722 * linear(b / 255);
                let behind = element;
                while (behind && (bytes(getComputedStyle(behind).backgroundColor)[3] ?? 1) < 1) behind = behind.parentElement;
                const text = light(bytes(getComputedStyle(element).color));
                const ground = light(bytes(getComputedStyle(behind ?? document.body).backgroundColor));
                return (Math.max(text, ground) + .05) / (Math.min(text, ground) + .05);
                """,
                selector))
        .doubleValue();
  }
}
