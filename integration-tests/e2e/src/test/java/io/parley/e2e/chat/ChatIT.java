package io.parley.e2e.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.demo.chat.ChatStack;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.TaskManager;
import io.parley.infra.local.WebProgram;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.StackHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;

/**
 * Tests the page on the whole stack: two people with three devices, at two gateways, with the three
 * jobs on real servers. Processes are killed and frozen while they talk.
 */
@UsesLocalServers({})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ChatIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String DIRECT = "ann-and-bob";
  private static final String GROUP = "garden";
  private static final String LONG = "long-talk";
  private static final int LONG_TALK = 5_000;
  private static final int MOST_ROWS = 180;

  @RegisterExtension static final Browsers BROWSERS = new Browsers();

  private static StackHome home;
  private static PipelineStack stack;
  private static ChatStack chat;

  private ChatWindow ann;
  private ChatWindow phone;
  private ChatWindow bob;

  @BeforeAll
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  static void start(LocalServers servers) throws Exception {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    StackPorts ports = new StackPorts();
    home = StackHome.claim(servers.directory().resolve("chat-it"), ports);
    stack = home.open(StackSettings.of(ports, 1), JobSettings.defaults(1), out, false);
    LongTalk.write(stack.state().services(), LONG, List.of("dora", "erik"), LONG_TALK);
    chat = new ChatStack(home.root(), 2, 0);
    chat.start(out, false);
  }

  @AfterAll
  static void stop() throws IOException {
    if (chat != null) {
      chat.close();
    }
    if (home != null) {
      home.close();
    }
  }

  @BeforeEach
  void connect() {
    ann = window("ann", "one", 0, "ann.laptop");
    phone = window("ann", "two", 1, "ann.phone");
    bob = window("bob", "three", 1, "bob.laptop");
  }

  @Test
  void twoPeopleTalkOnThreeDevices() {
    bob.open(DIRECT);
    phone.open(GROUP);
    ann.open(DIRECT).send("see you at nien").tick("see you at nien", "read");
    bob.sees("see you at nien").badge(DIRECT, 0);
    ann.find("#draft").sendKeys(Keys.ARROW_UP);
    ann.find("#draft").sendKeys(Keys.BACK_SPACE, Keys.BACK_SPACE, "ne", Keys.ENTER);
    bob.sees("see you at nine");

    bob.act("see you at nine", "reply").send("fine with me");
    phone.badge(DIRECT, 0);
    ann.sees("fine with me");
    phone.open(DIRECT).sees("see you at nine").sees("fine with me");

    bob.open(GROUP).send("this was a mistake");
    ann.badge(GROUP, 1);
    bob.tick("this was a mistake", "sent").act("this was a mistake", "trash");
    bob.find("dialog .button-danger").click();
    phone.open(GROUP).sees("This message was deleted").seesNot("this was a mistake");
    ann.badge(GROUP, 0);
    assertThat(ann.text("[data-stage=read] .stage-ms"))
        .as("how long the pipeline took")
        .isNotEmpty();
  }

  @Test
  void nothingIsLostWhileProcessesDie() {
    List<String> sent = new ArrayList<>();
    ann.open(DIRECT);
    bob.open(DIRECT);
    phone.open(DIRECT);
    say(sent, "calm");

    TaskManager worker = stack.stack().flink().taskManagers().get(0);
    worker.kill();
    say(sent, "no TaskManager");
    worker.start();
    bob.sees(sent.get(sent.size() - 1));

    WebProgram gateway = chat.gateways().get(0);
    gateway.kill();
    say(sent, "no gateway");
    ann.until("they wait", () -> ann.text(".connection").contains("waiting to be sent"));
    gateway.start();
    bob.sees(sent.get(sent.size() - 1));

    CqlServer database = stack.stack().cql();
    database.pause();
    say(sent, "a frozen database");
    assertThat(ann.tickOf(sent.get(sent.size() - 1)))
        .as("nothing is said to be stored")
        .isEqualTo("pending");
    database.resume();

    for (ChatWindow window : List.of(ann, phone, bob)) {
      window.sees(sent.get(sent.size() - 1));
      window.until(
          "each message once, in order",
          () -> window.messages().stream().filter(sent::contains).toList().equals(sent));
    }
    ann.tick(sent.get(sent.size() - 1), "read");
  }

  @Test
  void whatIsWrittenOfflineSurvivesAReloadAndIsSentOnce() {
    bob.open(GROUP);
    ann.open(GROUP);
    network(true);
    ann.until("it says so", () -> ann.connection().equals("offline"));
    ann.send("written in a tunnel").tick("written in a tunnel", "pending");
    bob.send("meanwhile outside");
    network(false);
    ann.driver().navigate().refresh();
    ann.online().sees("meanwhile outside").sees("written in a tunnel");
    bob.sees("written in a tunnel");
    assertThat(bob.messages()).containsOnlyOnce("written in a tunnel");
    ann.until("both windows show the same order", () -> ann.messages().equals(bob.messages()));
  }

  @Test
  void fiveThousandMessagesLoadAsOneScrollsUp() {
    ChatWindow dora = window("dora", "two", 0, "dora.laptop");
    dora.open(LONG).sees("message " + LONG_TALK);
    dora.script(
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
    dora.until("the beginning", () -> dora.messages().contains("message 1"));
    assertThat(dora.messages())
        .containsSequence(IntStream.rangeClosed(1, 60).mapToObj(n -> "message " + n).toList());
    assertThat((Long) dora.script("return window.most;")).isLessThanOrEqualTo(MOST_ROWS);
  }

  @Test
  void hostileTextComesBackAsTheTextThatItIs() {
    String hostile =
        "<script>window.hit=1</script> <img src=x onerror=window.hit=1> \u202Egnp.exe\u202C \u200Bx"
            + " \u0007 e\u0301";
    bob.open(DIRECT);
    ann.open(DIRECT).type(hostile);
    ann.find("#draft").sendKeys(Keys.ENTER);
    assertThat(bob.message("window.hit").getText())
        .contains("<script>window.hit=1</script>", "RLO", "PDF", "ZWSP", "BEL", "e\u0301");
    assertThat(bob.script("return window.hit ?? null;")).isNull();
  }

  /** A talk that shows the page from its best side. Its pictures are those of the README. */
  @Test
  void threePeoplePlanATripAndThePageIsPictured() throws IOException {
    ChatWindow carol = window("carol", "two", 1, "carol.tablet");
    ann.find("#new").click();
    ann.script("document.querySelector('input[value=GROUP]').click();");
    ann.keys("Autumn trip", Keys.TAB, "bob, carol", Keys.ENTER);
    String trip = "Autumn trip";
    ann.until("the group is open", () -> ann.text(".chat-title h2").equals(trip));
    bob.openTitled(trip);
    carol.openTitled(trip);
    carol.send("The hut above the lake has four beds left for the second weekend.");
    carol.send("Friday and Saturday night. Shall I?");
    ann.sees("Shall I?").send("Yes please! I have wanted to see that ridge for years.");
    bob.sees("for years").act("Shall I?", "reply").send("Take them before somebody else does");
    carol.sees("somebody else").send("🎉");
    ann.sees("🎉").type("Booked and paid. @bob, you said you have the map?").send("");
    bob.sees("the map").send("Yes, and the good one. Trains: 07:42 or 09:12. I vote for sleep.");
    ann.sees("sleep").send("Nine twelve it is. I bring coffee and bread.");
    ann.until("both have read it", () -> "read".equals(ann.tickOf("coffee and bread")));
    bob.openTitled("ann").send("Does carol know that the ridge is 1,200 metres up?");
    ann.badge(DIRECT, 1);
    bob.openTitled(trip);
    ann.until("the times are there", () -> !ann.text("[data-stage=read] .stage-ms").isEmpty());

    picture(ann, "page-light");
    ann.find("#theme").click();
    ann.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "screen"));
    picture(ann, "page-dark");
    bob.driver()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", 390, "height", 780, "deviceScaleFactor", 1.5, "mobile", true));
    bob.sees("coffee and bread");
    picture(bob, "page-phone");
  }

  private static void picture(ChatWindow window, String name) throws IOException {
    Path pictures =
        Path.of(System.getProperty("parley.home"), "integration-tests/e2e/target/pictures");
    Files.createDirectories(pictures);
    byte[] png = window.driver().getScreenshotAs(OutputType.BYTES);
    assertThat(png.length).as("bytes of %s", name).isBetween(10_000, 400_000);
    Files.write(pictures.resolve(name + ".png"), png);
  }

  private static ChatWindow window(String user, String place, int gateway, String device) {
    String address = chat.gateways().get(gateway).address() + "/";
    return BROWSERS.window(user, place).patience(PATIENCE).login(address, device);
  }

  private void say(List<String> sent, String when) {
    for (int n = 1; n <= 5; n++) {
      String text = when + " " + n;
      sent.add(text);
      ann.send(text);
    }
  }

  private void network(boolean off) {
    ann.driver().executeCdpCommand("Network.enable", Map.of());
    ann.driver()
        .executeCdpCommand(
            "Network.emulateNetworkConditions",
            Map.of("offline", off, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }
}
