package io.parley.checker.conformance;

import static io.parley.checker.conformance.GoodGateway.INCARNATION;
import static io.parley.checker.conformance.GoodGateway.command;
import static io.parley.checker.conformance.GoodGateway.event;
import static io.parley.checker.conformance.GoodGateway.receipt;
import static io.parley.checker.conformance.GoodGateway.sent;
import static io.parley.checker.conformance.GoodGateway.session;
import static io.parley.checker.conformance.GoodGateway.sign;
import static io.parley.checker.conformance.RecordedGateway.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Judges gateways that keep all rules but one. That one rule is named, and no other.
 *
 * <p>Seen red: with no judge, no look at keys and none at transactions, every broken gateway
 * passed. With each judge as strict as its rule sounds, the gateways of {@link #CAREFUL} were
 * accused.
 */
class ConformanceTest {

  private static final Pattern NUMBERED_RULE =
      Pattern.compile("^(\\d+)\\. \\*\\*", Pattern.MULTILINE);

  private record Gateway(Rule breaks, String how, Consumer<RecordedGateway> story) {
    @Override
    public String toString() {
      return breaks.number() + ": " + how;
    }
  }

  private static Gateway breaking(Rule rule, String how, Consumer<RecordedGateway> story) {
    return new Gateway(rule, how, story);
  }

  private static final List<Gateway> GATEWAYS =
      List.of(
          breaking(
              Rule.ONE_PROCESS,
              "a second process with the incarnation before",
              story ->
                  story.add(
                      "twin",
                      101,
                      Topics.GATEWAYS,
                      GoodGateway.ID,
                      sign(GoodGateway.ID, INCARNATION - 5, GatewayState.UP))),
          breaking(
              Rule.ONE_PROCESS,
              "a start without a higher incarnation",
              story ->
                  story.add(
                      "up again",
                      101,
                      Topics.GATEWAYS,
                      GoodGateway.ID,
                      sign(GoodGateway.ID, INCARNATION, GatewayState.UP))),
          breaking(
              Rule.ONE_PROCESS,
              "an incarnation ahead of the clock",
              story ->
                  story.add(
                      "ahead",
                      301,
                      Topics.GATEWAYS,
                      GoodGateway.ID,
                      sign(GoodGateway.ID, at(301) + 700_000, GatewayState.UP))),
          breaking(
              Rule.START_ORDER,
              "no UP",
              story ->
                  story
                      .without("up")
                      .add(
                          "alive first",
                          0,
                          Topics.GATEWAYS,
                          GoodGateway.ID,
                          sign(GoodGateway.ID, INCARNATION, GatewayState.ALIVE))),
          breaking(
              Rule.START_ORDER,
              "a connection before UP",
              story -> session(story, "early", -5, "eve", at(-5), SessionState.CONNECTED)),
          breaking(
              Rule.ALIVE,
              "silence longer than the lease",
              story -> IntStream.range(51, 60).forEach(n -> story.without("alive " + 2 * n + "."))),
          breaking(
              Rule.ALIVE,
              "a sign every six seconds",
              story ->
                  IntStream.range(1, 150)
                      .filter(n -> n % 3 != 0)
                      .forEach(n -> story.without("alive " + 2 * n + "."))),
          breaking(
              Rule.ALIVE,
              "a sign after DOWN",
              story ->
                  story.add(
                      "late",
                      302,
                      Topics.GATEWAYS,
                      GoodGateway.ID,
                      sign(GoodGateway.ID, INCARNATION, GatewayState.ALIVE))),
          breaking(
              Rule.NO_TRANSACTIONS,
              "signs of life in transactions",
              story -> story.inTransactions(Topics.GATEWAYS)),
          breaking(
              Rule.NO_TRANSACTIONS,
              "sessions in transactions",
              story -> story.inTransactions(Topics.SESSIONS)),
          breaking(
              Rule.NO_TRANSACTIONS,
              "receipts in transactions",
              story -> story.inTransactions(Topics.RECEIPTS)),
          breaking(
              Rule.CONNECTED,
              "an epoch that does not rise",
              story -> session(story, "again", 270, "bob", at(2), SessionState.CONNECTED)),
          breaking(
              Rule.CONNECTED,
              "an epoch that falls",
              story -> session(story, "again", 270, "bob", at(1), SessionState.CONNECTED)),
          breaking(
              Rule.CONNECTED,
              "an epoch ahead of the clock",
              story ->
                  session(story, "ahead", 270, "bob", at(270) + 700_000, SessionState.CONNECTED)),
          breaking(
              Rule.CONNECTED,
              "epochs that count 1, 2, 3",
              story -> session(story, "counter", 270, "eve", 1, SessionState.CONNECTED)),
          breaking(
              Rule.CONNECTED,
              "an incarnation that never began",
              story ->
                  story.add(
                      "unknown",
                      270,
                      Topics.SESSIONS,
                      "eve",
                      session("eve", 42, at(270), SessionState.CONNECTED))),
          breaking(
              Rule.DISCONNECTED,
              "the end of a session that never began",
              story -> session(story, "no", 270, "eve", at(270), SessionState.DISCONNECTED)),
          breaking(
              Rule.DISCONNECTED,
              "the end of a session with an older incarnation",
              story ->
                  story
                      .without("bob disconnected")
                      .add(
                          "wrong incarnation",
                          250,
                          Topics.SESSIONS,
                          "bob",
                          session("bob", INCARNATION - 1, at(2), SessionState.DISCONNECTED))),
          breaking(
              Rule.STALE_DELIVERY,
              "no answer to a stale delivery",
              story -> story.without("stale answer")),
          breaking(
              Rule.STALE_DELIVERY,
              "no answer to a delivery for a session that the device has replaced",
              story -> {
                session(story, "carl anew", 200, "carl", at(200), SessionState.CONNECTED);
                story.without("carl disconnected");
                GoodGateway.sync(story, "replaced", 230, "carl", at(3), "big", GoodGateway.BIG_NEW);
              }),
          breaking(
              Rule.AUTHENTICATED_SENDER,
              "a sender without a session",
              story -> {
                command(story, "forged", 130, "mallory", "m-9", "I am Mallory");
                GoodGateway.ack(story, "forged ack", 130, "mallory", "m-9", event(130));
              }),
          breaking(
              Rule.REPEAT_UNTIL_ACK,
              "a repetition with other content",
              story -> {
                story.without("second repetition");
                command(story, "changed", 25, "ann", "m-2", "Where are you?");
              }),
          breaking(
              Rule.REPEAT_UNTIL_ACK,
              "no repetition without an ack",
              story -> story.without("first ack")),
          breaking(
              Rule.REPEAT_UNTIL_ACK,
              "repetitions that never end",
              story ->
                  IntStream.range(0, 6)
                      .forEach(n -> command(story, "more", 180 + n, "ann", "m-1", "Hello"))),
          breaking(
              Rule.ACKNOWLEDGE, "no receipt for a DIRECT", story -> story.without("third receipt")),
          breaking(
              Rule.ACKNOWLEDGE,
              "a receipt with the message_id of an edit",
              story -> {
                story.without("third receipt");
                receipt(
                    story,
                    "message_id",
                    120.3,
                    "bob",
                    "pair",
                    GoodGateway.FIRST,
                    ReceiptKind.DELIVERED);
              }),
          breaking(
              Rule.NOT_BEYOND_A_GAP,
              "a receipt for an event that the device was never sent",
              story ->
                  receipt(story, "beyond", 130, "bob", "pair", event(125), ReceiptKind.DELIVERED)),
          breaking(
              Rule.ANSWER_AGAIN,
              "no answer to a SYNC that is acknowledged already",
              story -> story.without("again receipt")),
          breaking(
              Rule.SYNC,
              "no receipt for a SYNC",
              story -> story.without("sync receipt").without("again receipt")),
          breaking(
              Rule.SUBSCRIBE,
              "a SYNC without an end that has no effect",
              story -> story.without("big receipt")),
          breaking(
              Rule.BROADCAST,
              "no receipt for a BROADCAST",
              story -> story.without("big receipt 2")),
          breaking(
              Rule.GATHER,
              "a receipt for each step",
              story ->
                  IntStream.range(0, 40)
                      .forEach(
                          n ->
                              receipt(
                                  story,
                                  "flood",
                                  130 + n * 0.01,
                                  "bob",
                                  "pair",
                                  GoodGateway.THIRD,
                                  ReceiptKind.DELIVERED))),
          breaking(
              Rule.MEMBERS_ONLY,
              "a receipt of a stranger",
              story ->
                  receipt(
                      story,
                      "stranger",
                      130,
                      "carl",
                      "pair",
                      GoodGateway.THIRD,
                      ReceiptKind.DELIVERED)),
          breaking(
              Rule.RECORDS,
              "a wrong key",
              story ->
                  story.add(
                      "key", 200, Topics.COMMANDS, "ann", command("ann", "m-2", "Are you there?"))),
          breaking(
              Rule.RECORDS,
              "another partitioner",
              story ->
                  story.addIn(
                      "partition",
                      26,
                      Topics.COMMANDS,
                      "pair",
                      (RecordedGateway.partitionOf("pair") + 1) % RecordedGateway.PARTITIONS,
                      command("ann", "m-2", "Are you there?"))),
          breaking(
              Rule.RECORDS,
              "an id with a space",
              story -> session(story, "space", 270, "eve adams", at(270), SessionState.CONNECTED)),
          breaking(
              Rule.RECORDS,
              "a value that cannot be decoded",
              story -> story.add("garbage", 270, Topics.GATEWAYS, GoodGateway.ID, null)));

  /** Gateways that keep all rules in a way that looks like a breach. */
  private static final Map<String, Consumer<RecordedGateway>> CAREFUL =
      Map.of(
          "a device reads the table, and acknowledges an event that it was not sent",
          story -> {
            story.add("stored", 130, Topics.EVENTS, "pair", sent("pair", "ann", event(130)));
            receipt(story, "read", 135, "bob", "pair", event(130), ReceiptKind.DELIVERED);
          },
          "after a silence longer than the lease a new incarnation begins",
          ConformanceTest::beginAnew,
          "receipts that Kafka did not take for a while come all at once",
          story -> {
            IntStream.range(66, 70).forEach(n -> story.without("alive " + 2 * n + "."));
            IntStream.range(0, 40)
                .forEach(
                    n ->
                        receipt(
                            story,
                            "late",
                            140.5 + n * 0.01,
                            "bob",
                            "pair",
                            GoodGateway.THIRD,
                            ReceiptKind.DELIVERED));
          },
          "a user has left a large conversation, and acknowledges nothing more",
          story -> {
            GoodGateway.leaves(story, 80, "carl", event(80));
            receipt(story, "leave", 80.5, "carl", "big", event(80), ReceiptKind.DELIVERED);
            GoodGateway.broadcast(story, "after", 90, "ann", event(90));
          },
          "a user has joined a moment ago, and the event is not committed yet",
          story -> {
            receipt(story, "new", 270, "carl", "pair", GoodGateway.THIRD, ReceiptKind.DELIVERED);
            story.endsAt(280);
          });

  private static void beginAnew(RecordedGateway story) {
    IntStream.range(141, 150).forEach(n -> story.without("alive " + 2 * n + "."));
    story.without("down").without("carl disconnected");
    long next = at(298);
    BiConsumer<Double, GatewayEvent> say =
        (second, sign) -> story.add("sign", second, Topics.GATEWAYS, GoodGateway.ID, sign);
    say.accept(298.0, sign(GoodGateway.ID, INCARNATION, GatewayState.ALIVE));
    say.accept(298.1, sign(GoodGateway.ID, next, GatewayState.UP));
    story.add(
        "anew",
        298.2,
        Topics.SESSIONS,
        "carl",
        session("carl", next, next, SessionState.CONNECTED));
    say.accept(300.0, sign(GoodGateway.ID, next, GatewayState.ALIVE));
    story.add(
        "end",
        301,
        Topics.SESSIONS,
        "carl",
        session("carl", next, next, SessionState.DISCONNECTED));
    say.accept(302.0, sign(GoodGateway.ID, next, GatewayState.DOWN));
  }

  static Set<String> careful() {
    return CAREFUL.keySet();
  }

  @ParameterizedTest
  @MethodSource("careful")
  void whatOnlyLooksLikeABreachIsNone(String how) {
    RecordedGateway story = GoodGateway.story();
    CAREFUL.get(how).accept(story);

    Conformance conformance = judge(story);

    assertThat(conformance.holds()).as(conformance.text()).isTrue();
  }

  static List<Gateway> gateways() {
    return GATEWAYS;
  }

  private static Conformance judge(RecordedGateway story) {
    return Conformance.of(GoodGateway.ID, story);
  }

  @Test
  void aGatewayThatKeepsAllRulesConforms() {
    Conformance conformance = judge(GoodGateway.story());

    assertThat(conformance.holds()).as(conformance.text()).isTrue();
    assertThat(conformance.records())
        .containsEntry("commands", 4)
        .containsEntry("deliveries", 8)
        .containsEntry("devices", 4)
        .containsEntry("receipts", 7);
  }

  @ParameterizedTest
  @MethodSource("gateways")
  void theRuleThatAGatewayBreaksIsNamedAndNoOther(Gateway gateway) {
    RecordedGateway story = GoodGateway.story();
    gateway.story().accept(story);

    Conformance conformance = judge(story);

    assertThat(conformance.broken()).as(conformance.text()).containsExactly(gateway.breaks());
    assertThat(conformance.text())
        .contains("%4d  BROKEN".formatted(gateway.breaks().number()), gateway.breaks().remedy());
  }

  @Test
  void everyJudgedRuleIsBrokenByAGateway() {
    assertThat(GATEWAYS.stream().map(Gateway::breaks).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Rule.values()).filter(Rule::isJudged).toList());
  }

  @Test
  void theRulesAreThoseOfTheContractPage() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("parley.home"), "schemas/CONTRACT.md"));
    String duties =
        page.substring(page.indexOf("## What a gateway does"), page.indexOf("## What a client"));

    assertThat(NUMBERED_RULE.matcher(duties).results().map(match -> match.group(1)).toList())
        .containsExactlyElementsOf(
            Arrays.stream(Rule.values()).map(rule -> Integer.toString(rule.number())).toList());
  }

  @Test
  void aRuleIsJudgedOrSaysWhyNot() {
    assertThat(Rule.values()).allMatch(rule -> rule.isJudged() || rule.unseen().isPresent());
  }

  @Test
  void whatAnotherGatewayDoesIsNotJudged() {
    assertThat(Conformance.of("gw-2", GoodGateway.story()).holds()).isTrue();
    assertThat(Conformance.of("gw-3", GoodGateway.story()).isUnknown()).isTrue();
  }

  @Test
  void theJudgementForProgramsNamesRuleRecordAndRemedy() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(judge(GoodGateway.story().without("third receipt")).json());

    assertThat(json.get("conforms").asBoolean()).isFalse();
    JsonNode rule = json.get("rules").get(Rule.ACKNOWLEDGE.number() - 1);
    assertThat(rule.get("number").asInt()).isEqualTo(11);
    assertThat(rule.get("found").asInt()).isEqualTo(1);
    assertThat(rule.get("remedy").asText()).contains("event_id");
    assertThat(rule.get("samples").get(0).get("where").asText()).startsWith("chat.deliveries-");
  }

  /** A client chooses its ids, and a gateway may pass on anything. */
  @Test
  void whatAGatewayWroteCannotMoveTheCursorOfATerminal() {
    RecordedGateway story = GoodGateway.story();
    command(story, "hostile", 100, "ann", "m-\u001b[2J", "Hello");

    assertThat(judge(story).text()).contains("client_message_id is not an id");
    assertThat(judge(story).text()).doesNotContain("\u001b");
  }
}
