package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.StackPorts;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.pipeline.run.StackHome;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Tests a few faults of the catalogue on one stack, others on each day. {@code ./parley faults}
 * runs all of them, and repeats those of a day by their names and seed.
 */
@UsesLocalServers({})
class FaultsIT {

  @Test
  void thePromiseHoldsWhileServersDie(LocalServers servers) throws Exception {
    LocalDate day = LocalDate.now(ZoneOffset.UTC);
    List<Fault> faults = MixOfTheDay.of(day);
    long seed = day.toEpochDay();
    System.out.println(
        "FaultsIT: ./parley faults %s --seed %d"
            .formatted(faults.stream().map(Fault::name).collect(Collectors.joining(" ")), seed));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    StackPorts ports = new StackPorts();
    try (StackHome home = StackHome.claim(servers.directory().resolve("faults"), ports)) {
      Report report =
          new FaultSuite(home, ports, Load.MODEST, out, false, any -> {}).run(faults, seed);

      report.print(out);
      assertThat(report.isAsExpected()).as("%s", report.json()).isTrue();
    }
  }
}
