package io.parley.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Seen red with another file name in the starter: the process has 50 microseconds. */
class JavaCommandTest {

  private static String output(String... command) throws IOException {
    List<String> all = new ArrayList<>(JavaCommand.COARSE_SLEEPS);
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theKernelMayEndTheSleepsOfAProcessAMillisecondLate() throws IOException {
    assertThat(output("cat", "/proc/self/timerslack_ns")).isEqualToIgnoringWhitespace("1000000");
  }

  @Test
  void theProcessGetsItsArgumentsAsTheyAre() throws IOException {
    assertThat(output("printf", "%s|", "two words", "$HOME", "a\"b"))
        .isEqualTo("two words|$HOME|a\"b|");
  }
}
