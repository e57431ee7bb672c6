package io.parley.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.CommandFailure;
import io.parley.command.Printable;
import io.parley.command.arguments.Bounds;
import io.parley.infra.local.flink.FlinkRestClient;
import io.parley.infra.local.flink.FlinkRestException;
import io.parley.infra.local.flink.JobSubmission;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code submit}: runs a job on the local Flink cluster. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Runs a job on the Flink cluster and waits until all its tasks run.",
    description = {
      "",
      "Uploads the fat jar that the build made in jobs/JOB/target. The job gets the addresses of"
          + " the servers. Other options of the job follow JOB, after --, as --key value.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley submit ingest",
      "  parley submit ingest --parallelism 4 -- --ingest.dedup-horizon 1d"
    })
final class SubmitCommand implements Callable<Integer> {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "JOB",
      description = "A directory below jobs/, for instance ingest.")
  private String job;

  @Parameters(
      index = "1..*",
      paramLabel = "OPTION",
      description = "The job's own options, after --.")
  private List<String> options = List.of();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Parallel tasks of each operator (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 32_768)
  private int parallelism;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description = "Savepoint or checkpoint to resume from.")
  private String savepoint;

  @Option(
      names = "--json",
      description =
          "Print the job's id and its address on the dashboard as one JSON object; all else goes to"
              + " standard error.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    requireJob();
    try {
      return submit();
    } catch (FlinkRestException e) {
      throw new CommandFailure(
          e.getMessage() + "\n`./parley logs jobmanager` shows the whole log.");
    }
  }

  private void requireJob() {
    List<String> jobs = JobCatalogue.load().jobs().stream().map(JobSpec::directory).toList();
    if (!jobs.contains(job)) {
      throw CommandFailure.wrongUsage(
          "JOB '%s' does not exist: expected one of %s."
              .formatted(Printable.of(job), String.join(", ", jobs)));
    }
  }

  private int submit() throws IOException {
    PrintWriter out = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    StackState state = parley.stack().ready();
    LocalJob local = new LocalJob(job);
    Path jar = local.jar();
    FlinkRestClient flink = new FlinkRestClient(URI.create(state.dashboardUrl()));
    JobSubmission submission = local.submission(state, options).parallelism(parallelism);
    String id =
        flink.run(
            flink.upload(jar),
            savepoint == null ? submission : submission.fromSavepoint(savepoint));
    out.println("Submitted " + job + " as " + id + ", waiting for its tasks...");
    out.flush();
    awaitRunning(flink, id);
    String address = state.dashboardUrl() + "/#/job/running/" + id + "/overview";
    out.println("Running: " + address);
    if (json) {
      spec.commandLine().getOut().println(asJson(id, address));
    }
    return 0;
  }

  private static void awaitRunning(FlinkRestClient flink, String id) throws IOException {
    try {
      flink.awaitRunning(id, DEADLINE);
    } catch (FlinkRestException e) {
      throw new CommandFailure(
          "%s%nJob %s stays submitted and may still start. Cancel it on the dashboard before you submit it again: two copies would write everything twice.%n`./parley logs jobmanager` shows the whole log."
              .formatted(e.getMessage(), id));
    }
  }

  private ObjectNode asJson(String id, String address) {
    return new ObjectMapper()
        .createObjectNode()
        .put("job", job)
        .put("id", id)
        .put("dashboard", address);
  }
}
