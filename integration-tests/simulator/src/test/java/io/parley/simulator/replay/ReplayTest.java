package io.parley.simulator.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.schemas.conversation.MemberChange;
import io.parley.simulator.Act;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that chat logs become the acts of a script. */
class ReplayTest {

  private static final String IRC =
      """
      === ann [~ann@example.org] has joined #lobby
      [23:59] <ann> first
      [23:59] <bob> second
      [23:59]  * bob waves
      === bob is now known as bob^away
      [00:01] <bob^away> after midnight
      === ann [~ann@example.org] has left #lobby ["bye"]
      === mode/#lobby [+o bob] by ann
      [00:01] <ann> back again
      """;

  @Test
  void anIrcLogBecomesMessagesAndChangesOfMembers() {
    List<String> acts = told(ChatLog.of(IRC.getBytes(UTF_8)), 1);

    assertThat(acts)
        .containsExactly(
            "+ann",
            "ann: first",
            "+bob",
            "bob: second",
            "bob: * bob waves",
            "-bob +bob:5Eaway",
            "bob:5Eaway: after midnight",
            "-ann",
            "+ann",
            "ann: back again");
  }

  @Test
  void linesOfAMinuteSpreadOverItAndMidnightIsPassed() {
    ChatLog log = ChatLog.of(IRC.getBytes(UTF_8));

    assertThat(log.entries()).extracting(LogEntry::at).isSorted();
    assertThat(log.entries().get(5).at()).isEqualTo(Duration.ofMinutes(2));
    assertThat(log.length()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
    assertThat(log.leftOut()).isEqualTo(1);
  }

  @Test
  void aSpeedShortensTheGaps() {
    List<Act> acts = acts(ChatLog.of(IRC.getBytes(UTF_8)), 60);

    assertThat(acts.get(6).at()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void jsonLinesAreReadToo() {
    String json =
        """
        {"at": 10, "user": "ann", "action": "join"}
        {"at": 10.5, "user": "ann", "text": "hello"}
        {"at": 11, "user": "ann", "action": "rename", "to": "anna"}
        {"at": 12, "user": "anna", "action": "leave"}
        """;

    assertThat(told(ChatLog.of(json.getBytes(UTF_8)), 1))
        .containsExactly("+ann", "ann: hello", "-ann +anna", "-anna");
    assertThat(ChatLog.of(json.getBytes(UTF_8)).length()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aLineOfJsonThatIsNoEntryIsNamed() {
    byte[] json = "{\"at\": 1, \"user\": \"ann\", \"text\": \"a\"}\n{\"at\": 2}".getBytes(UTF_8);

    assertThatThrownBy(() -> ChatLog.of(json))
        .hasMessageContaining("Line 2")
        .hasMessageContaining("user");
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstLine() {
    ChatLog irc = ChatLog.of("\ufeff[10:00] <ann> Hi\n".getBytes(UTF_8));
    ChatLog json =
        ChatLog.of("\ufeff{\"at\": 1, \"user\": \"ann\", \"text\": \"Hi\"}".getBytes(UTF_8));

    assertThat(irc.messages()).isEqualTo(1);
    assertThat(irc.leftOut()).isZero();
    assertThat(json.messages()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNoUtf8LoseNothing() {
    byte[] latin = "[10:00] <ann> caf\u00e9 \u0081\n".getBytes(ISO_8859_1);

    ChatLog log = ChatLog.of(latin);

    assertThat(log.notUtf8()).isEqualTo(1);
    assertThat(told(log, 1)).contains("ann: caf\u00e9 \u0081");
  }

  @Test
  void utf8StaysAndHalfASurrogatePairIsReplaced() {
    assertThat(told(ChatLog.of("[10:00] <ann> caf\u00e9 \ud83d\ude42\n".getBytes(UTF_8)), 1))
        .contains("ann: caf\u00e9 \ud83d\ude42");
    byte[] half = "{\"at\": 1, \"user\": \"ann\", \"text\": \"a\\ud83d\"}".getBytes(UTF_8);
    assertThat(told(ChatLog.of(half), 1)).contains("ann: a\ufffd");
  }

  private static List<Act> acts(ChatLog log, double speed) {
    ReplayScript script = new ReplayScript(log, "room", speed);
    List<Act> acts = new ArrayList<>();
    for (Optional<Act> act = script.next(); act.isPresent(); act = script.next()) {
      acts.add(act.get());
    }
    return acts;
  }

  private static List<String> told(ChatLog log, double speed) {
    return acts(log, speed).stream().map(ReplayTest::told).toList();
  }

  private static String told(Act act) {
    if (act instanceof Act.Say say) {
      return say.user() + ": " + say.text();
    }
    List<String> changes = new ArrayList<>();
    for (MemberChange change : ((Act.Change) act).changes()) {
      changes.add(
          switch (change.getAction()) {
            case JOIN -> "+" + change.getUserId();
            case LEAVE -> "-" + change.getUserId();
            case UNKNOWN, SET_ROLE, SET_NOTIFY -> throw new AssertionError(change);
          });
    }
    return String.join(" ", changes);
  }
}
