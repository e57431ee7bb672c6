package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LocalJobTest {

  private static final StackState STACK = StackState.starting();

  @Test
  void aJobIsToldWhereTheServersAre() {
    assertThat(arguments()).contains("--registry.url", "--kafka.bootstrap-servers");
  }

  /** Seen red when both were passed on: the job refused the option that it was given twice. */
  @Test
  void anOptionOfOnesOwnTakesThePlaceOfTheStacks() {
    assertThat(arguments("--kafka.bootstrap-servers", "elsewhere:1", "--registry.url=http://there"))
        .containsSequence("--kafka.bootstrap-servers", "elsewhere:1")
        .contains("--registry.url=http://there")
        .doesNotContain("--registry.url")
        .containsOnlyOnce("--kafka.bootstrap-servers");
  }

  private static List<String> arguments(String... options) {
    return new LocalJob("ingest").submission(STACK, List.of(options)).arguments();
  }
}
