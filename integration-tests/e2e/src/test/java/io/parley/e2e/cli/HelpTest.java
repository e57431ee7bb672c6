package io.parley.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Tests that the help of every command fits a terminal of 80 columns.
 *
 * <p>Seen red: an example of {@code doctor} with 88 characters, which was broken in the middle.
 */
class HelpTest {

  private static final int COLUMNS = 80;

  @Test
  void noLineIsLongerThanATerminalIsWide() {
    List<String> tooLong = new ArrayList<>();
    EveryCommand.byName()
        .forEach(
            (name, command) ->
                command
                    .getUsageMessage(Ansi.OFF)
                    .lines()
                    .filter(line -> line.length() > COLUMNS)
                    .forEach(line -> tooLong.add(name + ": " + line)));
    assertThat(tooLong).isEmpty();
  }

  /** A line that begins with spaces is an example or a piece of a file, to be copied as it is. */
  @Test
  void noExampleIsBroken() {
    List<String> broken = new ArrayList<>();
    EveryCommand.byName()
        .forEach(
            (name, command) -> {
              String shown = command.getUsageMessage(Ansi.OFF);
              UsageMessageSpec usage = command.getCommandSpec().usageMessage();
              Stream.of(usage.description(), usage.footer())
                  .flatMap(Stream::of)
                  .filter(line -> line.startsWith("  "))
                  .map(line -> line.replace("%%", "%"))
                  .filter(line -> shown.lines().noneMatch(line.stripTrailing()::equals))
                  .forEach(line -> broken.add(name + ": " + line));
            });
    assertThat(broken).isEmpty();
  }
}
