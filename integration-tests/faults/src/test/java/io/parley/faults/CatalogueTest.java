package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that faults can be selected by name, and that a seed repeats their order. */
class CatalogueTest {

  private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+)`");

  /** A Debian package that the table names. */
  private static final String NO_FAULT = "faketime";

  @Test
  void namesAreInKebabCaseAndEachIsThereOnce() {
    assertThat(Catalogue.all())
        .extracting(Fault::name)
        .allMatch(name -> name.matches("[a-z]+(-[a-z0-9]+)*"))
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsDoneIsASentence() {
    assertThat(Catalogue.all()).extracting(Fault::what).allMatch(what -> what.endsWith("."));
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Catalogue.named("meteorite"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("meteorite")
        .hasMessageContaining("kill-taskmanager");
  }

  /** Seen red: without {@code registry-down} in the table. */
  @Test
  void theReadmeNamesEachFaultAndNoOther() throws IOException {
    String readme = readme();
    int begin = readme.indexOf("| what fails | faults |");
    String table = readme.substring(begin, readme.indexOf("\n\n", begin));

    assertThat(NAME.matcher(table).results().map(name -> name.group(1)))
        .as("names in the README's table of faults")
        .filteredOn(name -> !name.equals(NO_FAULT))
        .containsExactlyInAnyOrderElementsOf(Catalogue.all().stream().map(Fault::name).toList());
  }

  /** Seen red: the limits of the broker's clock were in other words, and named no violation. */
  @Test
  void theReadmeStatesEachLimitInItsExactWordsAndNamesWhatItAllows() throws IOException {
    String readme = readme().replaceAll("[`*]", "").replaceAll("\\s+", " ");

    assertThat(Catalogue.all())
        .extracting(Fault::expectation)
        .filteredOn(expectation -> expectation.kind() == Expectation.Kind.LIMIT)
        .isNotEmpty()
        .allSatisfy(
            limit ->
                assertThat(readme)
                    .contains(limit.words())
                    .contains(limit.violations().stream().map(Enum::name).toList()));
  }

  /**
   * An exemption is a hole in the judgement of a case, so each one is named here too. Seen red:
   * with one more exemption.
   */
  @Test
  void onlyFaultsThatWriteBadInputMakeDeadLetters() {
    assertThat(Catalogue.all())
        .filteredOn(fault -> !fault.expectation().deadLetters().isEmpty())
        .extracting(Fault::name)
        .containsExactlyInAnyOrder("garbage", "input-bounds", "partitions-added");
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of(System.getProperty("parley.home")).resolve("README.md"));
  }

  @Test
  void eachSettingIsStartedOnceAndASeedRepeatsTheOrder() {
    List<Fault> order = FaultSuite.inOrder(Catalogue.all(), 7);

    assertThat(order).containsExactlyInAnyOrderElementsOf(Catalogue.all());
    assertThat(order).isEqualTo(FaultSuite.inOrder(Catalogue.all(), 7));
    assertThat(order).isNotEqualTo(FaultSuite.inOrder(Catalogue.all(), 8));
    assertThat(changes(order.stream().map(Fault::requirements).toList()))
        .isEqualTo(Catalogue.all().stream().map(Fault::requirements).distinct().count() - 1);
  }

  @Test
  void whatTakesLongComesLastOfThoseThatShareAStack() {
    List<Fault> order = FaultSuite.inOrder(Catalogue.all(), 7);

    for (int i = 1; i < order.size(); i++) {
      Fault before = order.get(i - 1);
      Fault fault = order.get(i);
      if (before.requirements().equals(fault.requirements())) {
        assertThat(before.isLong() && !fault.isLong())
            .as("%s before %s", before.name(), fault.name())
            .isFalse();
      }
    }
  }

  private static long changes(List<StackRequirements> settings) {
    long changes = 0;
    for (int i = 1; i < settings.size(); i++) {
      changes += settings.get(i).equals(settings.get(i - 1)) ? 0 : 1;
    }
    return changes;
  }
}
