package io.parley.e2e.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.WindowType;

/**
 * Tests that the page loses, doubles and reorders nothing when the connection, the gateway or the
 * tab goes away, and that several devices of one person agree.
 *
 * <p>Seen red: with a new id at every attempt (ack lost), without the outbox in the browser's
 * storage (reload), without the check of the sequence (lost events), with one device id for all
 * tabs (two tabs), and with a session that is taken although its device is held (duplicated tab).
 */
class PageConnectionTest {

  private static final String TEAM = "team";

  @RegisterExtension static final Browsers BROWSERS = new Browsers();

  private FakeGateway gateway;
  private ChatWindow ann;
  private ChatWindow bob;

  @BeforeEach
  void start() {
    gateway = new FakeGateway();
    gateway.chat.create(TEAM, "GROUP", "ann", "bob");
    gateway.chat.say("bob", TEAM, "welcome");
    ann =
        BROWSERS.window("ann", "one").login(gateway.address(), "ann.1").open(TEAM).sees("welcome");
    bob =
        BROWSERS.window("bob", "two").login(gateway.address(), "bob.1").open(TEAM).sees("welcome");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void whatIsWrittenWhileTheGatewayIsAwayGoesOutOnceWhenItIsBack() {
    gateway.die();
    ann.until("the page says so", () -> !ann.connection().equals("online"));
    ann.send("one").send("two").send("three");
    ann.until("three wait", () -> ann.text(".connection").contains("3 waiting to be sent"));
    gateway.comeBack();
    ann.online().tick("three", "read");
    bob.online().sees("three");
    assertThat(bob.messages()).endsWith("one", "two", "three");
    assertThat(ann.messages()).isEqualTo(bob.messages());
  }

  @Test
  void aMessageWhoseAckIsLostIsNotDoubled() {
    gateway.chat.faults.holdAcks = true;
    ann.send("only once");
    bob.sees("only once");
    gateway.chat.faults.holdAcks = false;
    gateway.cut();
    ann.tick("only once", "read");
    List<JsonNode> sent = gateway.chat.frames("send");
    assertThat(sent).as("sent again after the reconnect").hasSizeGreaterThan(1);
    assertThat(sent.stream().map(frame -> frame.path("id").asText()).distinct()).hasSize(1);
    assertThat(bob.messages()).containsOnlyOnce("only once");
    assertThat(ann.messages()).containsOnlyOnce("only once");
  }

  @Test
  void aReloadKeepsWhatWaits() {
    gateway.chat.faults.loseCommands = true;
    ann.send("before the reload").tick("before the reload", "pending");
    ann.driver().navigate().refresh();
    ann.online().tick("before the reload", "pending");
    gateway.chat.faults.loseCommands = false;
    gateway.cut();
    ann.tick("before the reload", "read");
    assertThat(ann.messages()).containsOnlyOnce("before the reload");
    assertThat(bob.messages()).containsOnlyOnce("before the reload");
  }

  @Test
  void lostEventsAreNoticedAndLoadedInTheirPlace() {
    gateway.chat.faults.loseEvents = true;
    IntStream.range(0, 5).forEach(at -> gateway.chat.say("bob", TEAM, "lost " + at));
    gateway.chat.faults.loseEvents = false;
    gateway.chat.say("bob", TEAM, "arrived");
    ann.sees("lost 0").sees("arrived");
    assertThat(ann.messages())
        .containsExactly("welcome", "lost 0", "lost 1", "lost 2", "lost 3", "lost 4", "arrived");
  }

  @Test
  void aGapStaysVisibleWhileHistoryCannotBeReadAndClosesAfterwards() {
    gateway.chat.faults.loseEvents = true;
    gateway.chat.say("bob", TEAM, "lost");
    gateway.chat.faults.loseEvents = false;
    gateway.historyIsDown = true;
    String beyond = gateway.chat.say("bob", TEAM, "arrived");
    ann.sees("arrived").until("the gap is shown", () -> !ann.all(".gap").isEmpty());
    assertThat(receipts("ann", beyond)).as("nothing beyond a gap is acknowledged").isEmpty();
    gateway.historyIsDown = false;
    ann.sees("lost").until("the gap is closed", () -> ann.all(".gap").isEmpty());
    ann.until("now it is acknowledged", () -> !receipts("ann", beyond).isEmpty());
    assertThat(ann.messages()).containsExactly("welcome", "lost", "arrived");
  }

  @Test
  void eventsThatComeTwiceAreShownOnce() {
    gateway.chat.faults.repeatEvents = true;
    IntStream.range(0, 5).forEach(at -> gateway.chat.say("bob", TEAM, "twice " + at));
    ann.sees("twice 4");
    assertThat(ann.messages()).doesNotHaveDuplicates().hasSize(6);
  }

  @Test
  void whatWasMissedWhileAwayIsThereInOrder() {
    gateway.die();
    IntStream.range(0, 120).forEach(at -> gateway.chat.say("bob", TEAM, "missed " + at));
    gateway.comeBack();
    ann.online().sees("missed 119");
    List<String> shown = ann.messages();
    List<String> missed = IntStream.range(0, 120).mapToObj(at -> "missed " + at).toList();
    assertThat(missed)
        .endsWith(
            shown.subList(shown.indexOf("missed 119") - 40, shown.size()).toArray(String[]::new));
  }

  @Test
  void withoutANetworkThePageSaysSoAndSendsLater() {
    network(true);
    ann.until("it says so", () -> ann.connection().equals("offline"));
    ann.send("from the tunnel").tick("from the tunnel", "pending");
    network(false);
    ann.online().tick("from the tunnel", "read");
    bob.sees("from the tunnel");
  }

  @Test
  void readingOnOneDeviceClearsTheBadgeOnTheOther() {
    ChatWindow phone = BROWSERS.window("ann", "three").login(gateway.address(), "ann.2");
    ann.script("document.hasFocus = () => false;");
    bob.send("for both of you");
    ann.badge(TEAM, 1);
    phone.badge(TEAM, 1).open(TEAM).sees("for both of you").badge(TEAM, 0);
    ann.badge(TEAM, 0);
    phone.send("from the phone");
    ann.sees("from the phone").tick("from the phone", "read");
  }

  @Test
  void twoTabsOfOnePersonAreTwoDevices() {
    String address = gateway.address() + "?user=chloe";
    ChatWindow chloe = BROWSERS.window("chloe", "three");
    String first = loginByForm(chloe, address);
    String tab = chloe.driver().getWindowHandle();
    chloe.driver().switchTo().newWindow(WindowType.TAB);
    String second = loginByForm(chloe, address);
    assertThat(second).isNotEqualTo(first);
    chloe.driver().close();
    chloe.driver().switchTo().window(tab);
    chloe.driver().navigate().refresh();
    chloe.online();
    assertThat(chloe.text(".me-device")).as("a reload stays the same device").isEqualTo(first);
  }

  @Test
  void aTabThatWasDuplicatedIsADeviceOfItsOwn() {
    ChatWindow chloe = BROWSERS.window("chloe", "three");
    String first = loginByForm(chloe, gateway.address() + "?user=chloe");
    String tab = chloe.driver().getWindowHandle();
    chloe.script("window.open(location.href, 'duplicate');"); // copies the session's storage
    chloe.driver().switchTo().window("duplicate");
    chloe.online();
    assertThat(chloe.text(".me-device")).isNotEqualTo(first);
    chloe.driver().close();
    chloe.driver().switchTo().window(tab);
    assertThat(chloe.connection()).isEqualTo("online");
  }

  @Test
  void aDeviceThatConnectsElsewhereDoesNotFightForItsConnection() {
    ChatWindow thief = BROWSERS.window("ann", "three").login(gateway.address(), "ann.1");
    ann.until("it says that the device is in use", () -> ann.connection().equals("replaced"));
    assertThat(thief.connection()).isEqualTo("online");
    ann.find(".connection button").click();
    ann.online();
    thief.until("now the other one is replaced", () -> thief.connection().equals("replaced"));
  }

  private String loginByForm(ChatWindow window, String address) {
    window.driver().get(address);
    window.until("the form", () -> !window.all("#user").isEmpty());
    window.find(".login-card .button-main").click();
    return window.online().text(".me-device");
  }

  private List<JsonNode> receipts(String user, String event) {
    return gateway.chat.frames("receipt").stream()
        .filter(frame -> frame.path("event").asText().equals(event))
        .filter(frame -> frame.path("from").asText().equals(user))
        .toList();
  }

  private void network(boolean off) {
    ann.driver().executeCdpCommand("Network.enable", Map.of());
    ann.driver()
        .executeCdpCommand(
            "Network.emulateNetworkConditions",
            Map.of("offline", off, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }
}
