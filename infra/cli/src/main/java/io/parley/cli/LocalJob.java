package io.parley.cli;

import io.parley.command.CommandFailure;
import io.parley.infra.local.flink.JobSubmission;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A job of this project, with its jar and the arguments with which it runs on the local stack.
 *
 * @param name its directory below {@code jobs/}, for instance {@code ingest}
 */
public record LocalJob(String name) {

  /**
   * The job's fat jar, which the build made.
   *
   * @throws CommandFailure if the job does not exist or is not built
   */
  public Path jar() throws IOException {
    Path target = Parley.home().resolve(Path.of("jobs", name, "target"));
    if (!Files.isDirectory(target)) {
      throw new CommandFailure(
          "No job '%s' is built: there is no %s. Run `mvn -DskipTests package`."
              .formatted(name, target));
    }
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches("parley-.*-job\\.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandFailure(
                      "No jar in %s. Run `mvn -DskipTests package`.".formatted(target)));
    }
  }

  /** The job's name in the job catalogue and in the rights table. */
  private String principal() {
    return JobCatalogue.load().jobs().stream()
        .filter(job -> job.directory().equals(name))
        .findFirst()
        .map(JobSpec::name)
        .orElse(name);
  }

  /**
   * The submission that runs the job against a stack.
   *
   * @param options more options of the job, as {@code --key}, {@code value} or {@code --key=value};
   *     they win over the addresses of the stack
   */
  public JobSubmission submission(StackState stack, List<String> options) {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("--kafka.bootstrap-servers", stack.bootstrapServers());
    own.put("--kafka.min-in-sync-replicas", "1");
    own.put("--registry.url", stack.registryUrl());
    own.put("--database.keyspace", Provisioning.KEYSPACE);
    own.put("--scylladb.contact-points", stack.cqlHost() + ":" + stack.cqlPort());
    own.put("--scylladb.local-datacenter", stack.localDatacenter());
    own.put("--scylladb.min-replicas", "1");
    if (stack.isSecured()) {
      own.putAll(new StackSecrets(Path.of(stack.secrets())).jobOptions(principal()));
    }
    // A job refuses an option that is given twice.
    options.forEach(option -> own.remove(option.split("=", 2)[0]));
    List<String> arguments = new ArrayList<>();
    own.forEach((key, value) -> arguments.addAll(List.of(key, value)));
    arguments.addAll(options);
    return JobSubmission.withArguments(arguments);
  }
}
