package io.parley.common.options;

import static org.apache.flink.configuration.ConfigOptions.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobArgumentsTest {

  enum Colour {
    RED,
    GREEN
  }

  private static final ConfigOption<String> NAME =
      key("thing.name").stringType().noDefaultValue().withDescription("Its name.");
  private static final ConfigOption<Duration> WAIT =
      key("thing.wait").durationType().defaultValue(Duration.ofSeconds(2)).withDescription("Wait.");
  private static final ConfigOption<Integer> COUNT =
      key("thing.count")
          .intType()
          .defaultValue(3)
          .withDeprecatedKeys("thing.number")
          .withDescription("Count.");
  private static final ConfigOption<Colour> COLOUR =
      key("thing.colour").enumType(Colour.class).defaultValue(Colour.RED).withDescription("Hue.");

  private static final List<OptionGroup> GROUPS =
      List.of(
          OptionGroup.named("Thing")
              .withRequired(NAME)
              .with(WAIT, Range.notNegative())
              .with(COUNT, Range.between(1, 9))
              .with(COLOUR));

  record Thing(String name, Duration pause, int count, Colour colour) {
    static Thing read(OptionReader reader) {
      return new Thing(reader.get(NAME), reader.get(WAIT), reader.get(COUNT), reader.get(COLOUR));
    }
  }

  private static Thing parse(String... args) {
    return JobArguments.parse(GROUPS, args, Thing::read).options();
  }

  private static List<String> faults(String... args) {
    return catchThrowableOfType(InvalidOptionsException.class, () -> parse(args)).faults();
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertThat(parse("--thing.name", "a"))
        .isEqualTo(new Thing("a", Duration.ofSeconds(2), 3, Colour.RED));
  }

  @Test
  void valuesFollowTheirKeyOrAnEqualsSign() {
    assertThat(parse("--thing.name=a=b", "--thing.wait", "250 ms", "--thing.colour", "green"))
        .isEqualTo(new Thing("a=b", Duration.ofMillis(250), 3, Colour.GREEN));
  }

  @Test
  void aNegativeNumberIsAValueAndNotAKey() {
    assertThat(faults("--thing.name", "a", "--thing.count", "-1"))
        .containsExactly("thing.count = '-1': expected 1 to 9");
  }

  @Test
  void anArgumentBeatsAFileAndALaterFileBeatsAnEarlierOne(@TempDir Path folder) throws IOException {
    Path first = folder.resolve("first.yaml");
    Files.writeString(first, "thing:\n  name: one\n  count: 5\n  wait: 1 s\n");
    Path second = folder.resolve("second.properties");
    Files.writeString(second, "thing.count=6\nthing.wait=3 s\n");

    assertThat(
            parse(
                "--thing.wait", "9 s", "--config", first.toString(), "--config", second.toString()))
        .isEqualTo(new Thing("one", Duration.ofSeconds(9), 6, Colour.RED));
  }

  @Test
  void aYamlFileMayBeFlatOrEmptyAndAListIsJoinedByCommas(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("flat.yml");
    Files.writeString(file, "thing.name: [a, b]\n");
    Path empty = folder.resolve("empty.yaml");
    Files.writeString(empty, "");

    assertThat(parse("--config", file.toString(), "--config", empty.toString()).name())
        .isEqualTo("a,b");
  }

  @Test
  void allFaultsAreReportedAtOnce() {
    assertThat(
            faults(
                "stray",
                "--thing.count",
                "many",
                "--thing.count",
                "2",
                "--thing.wait",
                "5 parsecs",
                "--thing.colour",
                "blue",
                "--thing.cuont",
                "1",
                "--config",
                "missing.yaml",
                "--thing.name"))
        .satisfiesExactlyInAnyOrder(
            f -> assertThat(f).isEqualTo("argument 1: expected --key value or --key=value"),
            f -> assertThat(f).startsWith("--thing.count: given twice"),
            f -> assertThat(f).isEqualTo("thing.count = 'many': expected a whole number"),
            f ->
                assertThat(f)
                    .isEqualTo(
                        "thing.wait = '5 parsecs': expected a duration such as 200 ms, 5 s or 1"
                            + " min"),
            f -> assertThat(f).isEqualTo("thing.colour = 'blue': expected one of RED, GREEN"),
            f ->
                assertThat(f)
                    .isEqualTo(
                        "thing.cuont: no such option; did you mean thing.count. It would have had"
                            + " no effect"),
            f -> assertThat(f).startsWith("--config 'missing.yaml': there is no such file"),
            f -> assertThat(f).isEqualTo("--thing.name: expected a value after it"),
            f -> assertThat(f).startsWith("thing.name: missing; expected a text"));
  }

  /** Seen red without the former keys among those that the parser knows. */
  @Test
  void aFormerKeyStillWorksWithAWarning(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("old.yaml");
    Files.writeString(file, "thing.number: 4\n");
    Parsed<Thing> argument =
        JobArguments.parse(
            GROUPS, new String[] {"--thing.name=a", "--thing.number=5"}, Thing::read);
    Parsed<Thing> fromFile =
        JobArguments.parse(
            GROUPS, new String[] {"--thing.name=a", "--config", file.toString()}, Thing::read);

    assertThat(argument.options().count()).isEqualTo(5);
    assertThat(argument.effective()).containsEntry("thing.count", "5");
    assertThat(argument.effective()).doesNotContainKey("thing.number");
    assertThat(argument.warnings())
        .containsExactly(
            "The option thing.number (an argument) is now called thing.count. The former key still"
                + " works; change it.");
    assertThat(fromFile.options().count()).isEqualTo(4);
    assertThat(fromFile.warnings()).singleElement().asString().contains("old.yaml", "thing.count");
  }

  @Test
  void aKeyAndItsFormerOneExcludeEachOtherButAnArgumentStillBeatsAFile(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("old.yaml");
    Files.writeString(file, "thing.number: 4\n");

    assertThat(faults("--thing.name=a", "--thing.number=1", "--thing.count=2"))
        .singleElement()
        .asString()
        .startsWith("thing.count: given under its former key thing.number too");
    assertThat(parse("--thing.name=a", "--config", file.toString(), "--thing.count=2").count())
        .isEqualTo(2);
  }

  /** Seen red with the bounds left out of the check. */
  @Test
  void bothEndsOfARangeAreAllowedAndNothingBeyond() {
    assertThat(parse("--thing.name=a", "--thing.count=1").count()).isEqualTo(1);
    assertThat(parse("--thing.name=a", "--thing.count=9").count()).isEqualTo(9);
    assertThat(faults("--thing.name=a", "--thing.count=10"))
        .containsExactly("thing.count = '10': expected 1 to 9");
    assertThat(faults("--thing.name=a", "--thing.wait=-1 ms"))
        .singleElement()
        .asString()
        .startsWith("thing.wait = '-1 ms'");
  }

  @Test
  void anEmptyValueAfterAnEqualsSignIsAValueAndBeatsAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("named.yaml");
    Files.writeString(file, "thing.name: from-file\n");

    assertThat(faults("--config", file.toString(), "--thing.name="))
        .singleElement()
        .asString()
        .startsWith("thing.name: missing");
  }

  @Test
  void anArgumentIsTakenAsItIsAndNothingInItIsReplaced() {
    assertThat(parse("--thing.name", "@${user.home} \"x\"").name())
        .isEqualTo("@${user.home} \"x\"");
  }

  @Test
  void theMessageCountsTheFaultsAndSaysThatNothingStarts() {
    assertThatThrownBy(() -> parse("--thing.nmae", "x"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageStartingWith("Options: 2 faults found, the job is not started.")
        .hasMessageContaining("did you mean thing.name");
  }

  @Test
  void aKeyThatResemblesNothingGetsNoSuggestion() {
    assertThat(faults("--thing.name", "a", "--zzz", "1"))
        .containsExactly("zzz: no such option. It would have had no effect");
  }

  @Test
  void aFileOfAnotherKindIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("options.json");
    Files.writeString(file, "{}");
    assertThat(faults("--thing.name", "a", "--config", file.toString()))
        .singleElement()
        .asString()
        .contains("options.json", "expected a name ending in .yaml, .yml or .properties");
  }

  /** Seen red when the last of two values applied, and nobody was told. */
  @ParameterizedTest
  @ValueSource(strings = {"thing.name: a\nthing.name: b", "thing:\n  name: a\nthing.name: b"})
  void aKeyThatStandsTwiceInAFileIsRefused(String text, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("options.yaml");
    Files.writeString(file, text);
    assertThat(faults("--config", file.toString()))
        .first()
        .asString()
        .contains("options.yaml", "twice");
  }

  @Test
  void aFileThatDoesNotExistIsNamed() {
    assertThat(faults("--thing.name", "a", "--config", "nowhere/options.yaml"))
        .containsExactly("--config 'nowhere/options.yaml': there is no such file");
  }

  @Test
  void anErrorOfTheReaderItselfIsNotHiddenWhenTheOptionsAreFine() {
    assertThatThrownBy(
            () ->
                JobArguments.parse(
                    GROUPS,
                    new String[] {"--thing.name", "a"},
                    reader -> {
                      throw new IllegalStateException("a bug");
                    }))
        .hasMessage("a bug");
  }

  @Test
  void readingAnUndeclaredOptionIsAProgrammingError() {
    ConfigOption<String> forgotten = key("thing.forgotten").stringType().noDefaultValue();
    assertThatThrownBy(
            () ->
                JobArguments.parse(
                    GROUPS, new String[] {"--thing.name", "a"}, r -> r.get(forgotten)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("thing.forgotten");
  }

  @Test
  void theEffectiveOptionsHoldWhatIsGivenAndTheDefaultsOfTheRest() {
    assertThat(
            JobArguments.parse(GROUPS, new String[] {"--thing.name", "a"}, Thing::read).effective())
        .containsOnly(
            Map.entry("thing.name", "a"),
            Map.entry("thing.wait", "2 s"),
            Map.entry("thing.count", "3"),
            Map.entry("thing.colour", "RED"));
  }

  @Test
  void theTableShowsEachOptionWithTypeDefaultAndSentence() {
    assertThat(OptionTable.markdown(GROUPS))
        .isEqualTo(
            """
            **Thing**

            | key | type | range | default | meaning |
            |---|---|---|---|---|
            | `thing.name` | a text |  | required | Its name. |
            | `thing.wait` | a duration such as 200 ms, 5 s or 1 min | 0 ms or more | `2 s` | Wait. |
            | `thing.count` | a whole number | 1 to 9 | `3` | Count. Formerly `thing.number`. |
            | `thing.colour` | one of RED, GREEN |  | `RED` | Hue. |\
            """);
  }
}
