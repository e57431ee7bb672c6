package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.StackPorts;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.pipeline.run.StackHome;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests a few faults of the catalogue on one stack. {@code ./parley faults} runs all of them. */
@UsesLocalServers({})
class FaultsIT {

  private static final List<String> MIX =
      List.of("kill-taskmanager", "kill-kafka", "sessions-move");

  @Test
  void thePromiseHoldsWhileServersDie(LocalServers servers) throws Exception {
    long seed = System.nanoTime() % 1_000_000;
    System.out.println("FaultsIT seed " + seed);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    StackPorts ports = new StackPorts();
    try (StackHome home = StackHome.claim(servers.directory().resolve("faults"), ports)) {
      List<Fault> faults = MIX.stream().map(Catalogue::named).toList();
      Report report =
          new FaultSuite(home, ports, Load.MODEST, out, false, any -> {}).run(faults, seed);

      report.print(out);
      assertThat(report.isAsExpected()).as("%s", report.json()).isTrue();
    }
  }
}
