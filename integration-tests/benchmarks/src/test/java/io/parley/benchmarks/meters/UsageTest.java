package io.parley.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Seen red: the load generator counted as a server; so did what the machine did besides, and an
 * idle process; compactions left in; the compilers of all servers left out.
 */
class UsageTest {

  private final Usage usage =
      new Usage(
          Map.of("kafka", 0.5, "cql", 0.25, UsageMeter.GENERATOR, 3.0, UsageMeter.ELSE, 0.7),
          Map.of(
              "kafka",
              Map.of("network", new ThreadUse(0.1, 200), "idle", new ThreadUse(0.001, 50)),
              "cql",
              Map.of("Mutation", new ThreadUse(0.2, 100)),
              UsageMeter.GENERATOR,
              Map.of("main", new ThreadUse(3, 9_000))));

  @Test
  void theLoadGeneratorIsNoServerAndNeitherIsWhatTheMachineDidBesides() {
    assertThat(usage.servers()).isCloseTo(0.75, within(1e-9));
    assertThat(usage.everythingElse()).hasValue(0.7);
    assertThat(usage.switches()).isCloseTo(350, within(1e-9));
  }

  @Test
  void anIdleProcessIsNoServer() {
    String idle = UsageMeter.idle("taskmanager-1");
    Usage bare =
        new Usage(
            Map.of("kafka", 0.5, idle, 0.25),
            Map.of(
                "kafka",
                Map.of("network", new ThreadUse(0.5, 200)),
                idle,
                Map.of("heartbeats", new ThreadUse(0.25, 400))));

    assertThat(bare.coresOfServers()).containsOnlyKeys("kafka");
    assertThat(bare.switches()).isCloseTo(200, within(1e-9));
  }

  @Test
  void whatTheDatabaseCompactsAndCompilesCanBeLeftOut() {
    Usage upkeep =
        new Usage(
            Map.of("kafka", 0.5, "cql", 0.75),
            Map.of(
                "kafka", Map.of("C# CompilerThre", new ThreadUse(0.25, 1)),
                "cql",
                    Map.of(
                        "CompactionExecu", new ThreadUse(0.125, 1),
                        "C# CompilerThre", new ThreadUse(0.0625, 1),
                        "MutationStage", new ThreadUse(0.5, 1))));

    assertThat(upkeep.serversWithoutUpkeep()).isCloseTo(1.25 - 0.1875, within(1e-9));
    assertThat(usage.serversWithoutUpkeep()).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void groupsOfThreadsAreListedFromTheLargestAndThoseThatHardlyRanAreNot() {
    assertThat(usage.rows())
        .containsExactly(
            List.of(UsageMeter.GENERATOR, "main", "3.00", "9,000"),
            List.of("cql", "Mutation", "0.20", "100"),
            List.of("kafka", "network", "0.10", "200"));
  }

  @Test
  void theMeterSeesThisProcess() {
    UsageMeter meter = UsageMeter.start(Map.of());

    assertThat(meter.usage().cores()).containsKey(UsageMeter.GENERATOR);
    assertThat(meter.usage().threads()).containsOnlyKeys(UsageMeter.GENERATOR);
  }
}
