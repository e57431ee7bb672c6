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
import java.util.ArrayList;
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
   * Finds the differences.
   *
   * @param apply whether to make the cluster equal too
   * @param changes gets each difference; with {@code apply} once it is no more
   */
  abstract void run(ClusterConfig config, boolean apply, List<Change> changes);

  @Override
  public Integer call() {
    ClusterConfig config =
        cluster.required(" (`parley up` sets up the servers of this machine itself.)");
    List<Change> changes = new ArrayList<>();
    boolean finished = false;
    try {
      run(config, !dryRun, changes);
      finished = true;
    } catch (DeploymentException e) {
      throw new CommandFailure(
          ServiceFailures.explain(e.getCause(), Optional.of(config.services()))
              .orElse(e.getMessage()));
    } catch (MigrationException e) {
      throw new CommandFailure(e.getMessage());
    } finally {
      if (finished || !changes.isEmpty()) {
        report(changes, finished);
      }
    }
    return changes.stream().anyMatch(change -> change.kind() == Change.Kind.REFUSE)
        ? CommandFailure.FAILED
        : 0;
  }

  private void report(List<Change> changes, boolean finished) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(changes, finished));
    } else if (changes.isEmpty()) {
      out.println("Nothing to do: the " + spec.name() + " are as they should be.");
    } else {
      changes.forEach(out::println);
      out.println(verdict(finished));
    }
    out.flush();
  }

  private String verdict(boolean finished) {
    if (dryRun) {
      return "Nothing was changed (--dry-run).";
    }
    return finished ? "Done." : "That much is done. Run the step again for the rest.";
  }

  private ObjectNode asJson(List<Change> changes, boolean finished) {
    ObjectNode report = JSON.createObjectNode();
    report.put("step", spec.name());
    report.put("dryRun", dryRun);
    report.put("finished", finished);
    ArrayNode list = report.putArray("changes");
    changes.forEach(
        change -> list.addObject().put("kind", change.kind().lower()).put("what", change.what()));
    return report;
  }
}
