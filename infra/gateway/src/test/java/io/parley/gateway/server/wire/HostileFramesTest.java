package io.parley.gateway.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.server.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a frame of a hostile or broken client is answered by an error that says what is wrong,
 * and disturbs neither its own connection nor another. Seen red: with the depth unbounded, with
 * numbers accepted as ids, and without the shortening of quoted values.
 */
class HostileFramesTest {

  private final TestConnections server = new TestConnections(Limits.defaults());
  private final FakeWire wire = new FakeWire();
  private final Connection connection = server.welcomed(wire);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "{",
        "{}{}",
        "[]",
        "null",
        "42",
        "\"send\"",
        "{\"type\":\"ping\",\"type\":\"logout\"}",
        "{\"type\":\"send\",\"size\":123456789012345678901234567890123456789}",
        "{'type':'ping'}",
        "{\"type\":\"ping\"} x",
        "\u0000"
      })
  void aFrameThatIsNotOneJsonObjectIsRefused(String frame) {
    assertThat(refusal(frame, "NOT_JSON")).contains("expected a text frame with one JSON object");
  }

  @Test
  void deepNestingIsRefused() {
    refusal("[".repeat(50_000), "NOT_JSON");
    refusal("{\"type\":\"send\",\"media\":" + "[".repeat(9) + "]".repeat(9) + "}", "NOT_JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                   | missing",
        "{\"type\":null}                      | null",
        "{\"type\":7}                         | \"7\"",
        "{\"type\":{\"a\":1}}                 | an object",
        "{\"type\":\"drop table\"}            | \"drop table\"",
        "{\"type\":\"HELLO\"}                 | \"HELLO\"",
      })
  void anUnknownTypeIsRefused(String frame, String shown) {
    assertThat(refusal(frame, "UNKNOWN_TYPE"))
        .contains("frame.type is " + shown)
        .contains("expected hello, send, edit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"id\":1                            | frame.id is \"1\"",
        "\"id\":\"a/b\"                      | frame.id is \"a/b\"",
        "\"id\":\"\"                         | frame.id is \"\"",
        "\"conversation\":null               | frame.conversation is null",
        "\"conversation\":[\"chat\"]         | frame.conversation is a list of 1",
        "\"time\":\"yesterday\"              | frame.time is \"yesterday\"",
        "\"time\":1700000000000              | frame.time is \"1700000000000\"",
        "\"time\":\"+999999999-12-31T23:59:59Z\" | frame.time is",
        "\"text\":7                          | frame.text is \"7\"",
        "\"replyTo\":12                      | frame.replyTo is \"12\"",
        "\"replyTo\":\"-1\"                  | frame.replyTo is \"-1\"",
        "\"replyTo\":\"9223372036854775808\" | frame.replyTo is \"9223372036854775808\"",
        "\"media\":\"x.png\"                 | frame.media is \"x.png\"",
        "\"media\":{\"kind\":\"EXE\"}        | frame.media.kind is \"EXE\"",
        "\"media\":{\"kind\":\"FILE\"}       | frame.media.uri is missing",
        "\"media\":{\"kind\":\"FILE\",\"uri\":\"u\",\"mime\":\"a/b\",\"size\":1.5} |"
            + " frame.media.size is \"1.5\"",
        "\"mentions\":\"bob\"                | frame.mentions is \"bob\"",
        "\"mentions\":[1]                    | frame.mentions is a list of 1",
      })
  void aFieldOfTheWrongKindIsRefusedByName(String field, String shown) {
    String name = field.substring(1, field.indexOf('"', 1));
    String frame = send().replaceFirst(",\"" + name + "\":[^,}]*", "");
    String text =
        refusal(frame.substring(0, frame.length() - 1) + "," + field + "}", "INVALID_FIELD");
    assertThat(text).startsWith(shown).contains("expected").endsWith("The frame is ignored.");
    assertThat(server.gate.last().commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"members\",\"id\":\"m\",\"conversation\":\"c\",\"time\":\"2026-01-01T00:00:00Z\",\"changes\":{}}",
        "{\"type\":\"members\",\"id\":\"m\",\"conversation\":\"c\",\"time\":\"2026-01-01T00:00:00Z\",\"changes\":[7]}",
        "{\"type\":\"members\",\"id\":\"m\",\"conversation\":\"c\",\"time\":\"2026-01-01T00:00:00Z\",\"changes\":[{\"user\":\"bob\",\"action\":\"KICK\"}]}",
        "{\"type\":\"members\",\"id\":\"m\",\"conversation\":\"c\",\"time\":\"2026-01-01T00:00:00Z\",\"kind\":\"UNKNOWN\",\"changes\":[]}",
        "{\"type\":\"receipt\",\"conversation\":\"c\",\"event\":5,\"kind\":\"read\"}",
        "{\"type\":\"receipt\",\"conversation\":\"c\",\"event\":\"5\",\"kind\":\"unknown\"}",
        "{\"type\":\"delete\",\"id\":\"d\",\"conversation\":\"c\",\"time\":\"2026-01-01T00:00:00Z\"}",
      })
  void theOtherFramesAreCheckedToo(String frame) {
    refusal(frame, "INVALID_FIELD");
  }

  @Test
  void aRefusalBearsTheIdOfTheCommandSoThatTheClientCanSettleIt() {
    connection.onText(send().replace("\"time\"", "\"tim\""));

    assertThat(wire.last().path("id").asText()).isEqualTo("c-1");
    assertThat(wire.last().path("again").asBoolean()).isFalse();
  }

  @Test
  void anUnpairedSurrogateIsRefusedBecauseItCouldNotBeStoredAsTyped() {
    String text = refusal(send().replace("Hello", "half \\ud83d"), "INVALID_TEXT");

    assertThat(text).contains("frame.text").contains("unpaired surrogate");
  }

  @Test
  void whatIsQuotedIsShortAndHasNoControlCharacters() {
    String text =
        refusal("{\"type\":\"\\u001b[2J\\u202e" + "x".repeat(20_000) + "\"}", "UNKNOWN_TYPE");

    assertThat(text).hasSizeLessThan(300).contains("\\u001b[2J\\u202e").doesNotContain("\u001b");
  }

  @Test
  void aBinaryFrameIsRefused() {
    connection.onMalformed("A binary frame came");

    assertThat(wire.last().path("code").asText()).isEqualTo("NOT_JSON");
    assertGoesOn();
  }

  @Test
  void anOversizedFrameIsRefusedWithItsSizeAndTheLimit() {
    connection.onTooLarge(70_000);

    assertThat(wire.last().path("code").asText()).isEqualTo("FRAME_TOO_LARGE");
    assertThat(wire.last().path("text").asText()).contains("70000").contains("65536");
    assertGoesOn();
  }

  @Test
  void aConnectionThatSendsNothingButFaultsIsClosedInTheEnd() {
    for (int i = 0; i < Limits.defaults().mostFaults(); i++) {
      connection.onText("{");
    }

    assertThat(wire.last().path("reason").asText()).isEqualTo("too_many_faults");
    assertThat(wire.closed).hasValue(1008);
    assertThat(server.gate.last().closed).isTrue();
  }

  private String refusal(String frame, String code) {
    connection.onText(frame);
    JsonNode answer = wire.last();
    assertThat(answer.path("type").asText()).isEqualTo("error");
    assertThat(answer.path("code").asText()).isEqualTo(code);
    assertGoesOn();
    return answer.path("text").asText();
  }

  private void assertGoesOn() {
    assertThat(wire.closed).isEmpty();
    connection.onText("{\"type\":\"ping\"}");
    assertThat(wire.last().path("type").asText()).isEqualTo("pong");
    wire.frames.remove(wire.frames.size() - 1);
  }

  private static String send() {
    return "{\"type\":\"send\",\"id\":\"c-1\",\"conversation\":\"chat\",\"time\":\"2026-01-01T00:00:00Z\","
               + "\"text\":\"Hello\"}";
  }
}
