package io.parley.operations.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.CommandFailure;
import io.parley.command.ServiceFailures;
import io.parley.command.cluster.ClusterConfig;
import io.parley.command.cluster.ClusterOption;
import io.parley.infra.kafka.DeploymentException;
import io.parley.infra.scylla.MigrationException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One deploy step: its options, and the report of what it did or would do. */
abstract class DeployStep implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;

  @Option(names = "--dry-run", description = "Print what would be done, and change nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "The report as one JSON object on standard output.")
  private boolean json;

  /**
   * The differences.
   *
   * @param apply whether to make the cluster equal too
   */
  abstract List<Change> run(ClusterConfig config, boolean apply);

  @Override
  public Integer call() {
    ClusterConfig config =
        cluster.required(" (`parley up` sets up the servers of this machine itself.)");
    List<Change> changes;
    try {
      changes = run(config, !dryRun);
    } catch (DeploymentException e) {
      throw new CommandFailure(
          ServiceFailures.explain(e.getCause(), Optional.of(config.services()))
              .orElse(e.getMessage()));
    } catch (MigrationException e) {
      throw new CommandFailure(e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(changes));
    } else if (changes.isEmpty()) {
      out.println("Nothing to do: the " + spec.name() + " are as they should be.");
    } else {
      changes.forEach(out::println);
      out.println(dryRun ? "Nothing was changed (--dry-run)." : "Done.");
    }
    out.flush();
    return changes.stream().anyMatch(change -> change.kind() == Change.Kind.REFUSE)
        ? CommandFailure.FAILED
        : 0;
  }

  private ObjectNode asJson(List<Change> changes) {
    ObjectNode report = JSON.createObjectNode();
    report.put("step", spec.name());
    report.put("dryRun", dryRun);
    ArrayNode list = report.putArray("changes");
    changes.forEach(
        change -> list.addObject().put("kind", change.kind().lower()).put("what", change.what()));
    return report;
  }
}
