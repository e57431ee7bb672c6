package io.parley.operations.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.CommandFailure;
import io.parley.command.ServiceFailures;
import io.parley.command.Subcommand;
import io.parley.command.arguments.Bounds;
import io.parley.command.cluster.ClusterConfig;
import io.parley.command.cluster.ClusterOption;
import io.parley.operations.RoleName;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Checks everything that the promise rests on, and lists all faults with the remedy.",
    description = {
      "",
      "Changes nothing. It asks the brokers (features, longest transaction, topics and their"
          + " settings, copies in step), the rights of its user and the ACLs of all principals,"
          + " the database (keyspace, replication, tablets, migrations, columns), the schema"
          + " registry (subjects, compatibility), the clocks of database nodes, of the Kafka"
          + " controller and of brokers that are ahead, and the secret files.",
      "",
      "What it cannot see: whether a broker's clock is behind, and the patch version of a broker"
          + " (at least 4.2.2 is needed, because of CVE-2026-35554 and CVE-2026-111115).",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 no fault (there may be warnings), 1 faults, 2 wrong usage.",
      "",
      "Examples:",
      "  parley doctor --config prod.yaml",
      "  parley doctor --config prod.yaml --json | jq -r '.findings[].message'"
    })
public final class DoctorCommand implements Callable<Integer>, Subcommand {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "operator",
      converter = RoleName.class,
      description =
          "The role in the rights table whose rights the user of the configuration should have"
              + " (default: ${DEFAULT-VALUE}).")
  private String role;

  @Option(
      names = "--clock-tolerance",
      paramLabel = "MS",
      defaultValue = "2000",
      description = "How far apart clocks may be, in ms (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 0, most = 86_400_000)
  private long toleranceMillis;

  @Option(names = "--json", description = "The findings as one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    ClusterConfig config = cluster.required("");
    List<Examination> examinations =
        List.of(
            new SecretsExamination(),
            new BrokerExamination(),
            new RightsExamination(role),
            new DatabaseExamination(),
            new RegistryExamination(),
            new ClockExamination(new ClockRule(Duration.ofMillis(toleranceMillis))));
    List<Finding> findings = findings(examinations, config);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(examinations, findings));
    } else {
      print(examinations, findings, out);
    }
    out.flush();
    return isFaulty(findings) ? CommandFailure.FAILED : 0;
  }

  /** Runs all examinations at once, because the one of a system that is down takes a minute. */
  private static List<Finding> findings(List<Examination> examinations, ClusterConfig config)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(examinations.size());
    try {
      List<Finding> findings = new ArrayList<>();
      for (Future<List<Finding>> examined :
          threads.invokeAll(
              examinations.stream()
                  .<Callable<List<Finding>>>map(one -> () -> examine(one, config))
                  .toList())) {
        findings.addAll(examined.get());
      }
      return findings;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The doctor has failed, and not what it examines", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** An examination that fails is a fault, and the others go on. */
  private static List<Finding> examine(Examination examination, ClusterConfig config)
      throws InterruptedException {
    try {
      return examination.findings(config);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
      return List.of(
          Finding.fault(
              examination.area(),
              ServiceFailures.explain(cause, Optional.of(config.services()))
                  .orElseGet(
                      () ->
                          "It could not be examined: %s: %s. Check the address, the login and the rights of its user."
                              .formatted(cause.getClass().getSimpleName(), cause.getMessage()))));
    }
  }

  private static void print(
      List<Examination> examinations, List<Finding> findings, PrintWriter out) {
    for (Examination examination : examinations) {
      List<Finding> own =
          findings.stream().filter(found -> found.area().equals(examination.area())).toList();
      out.printf("%s %s%n", isFaulty(own) ? "✗" : "✓", examination.area());
      own.forEach(
          found ->
              out.printf(
                  "    %s: %s%n",
                  found.severity().name().toLowerCase(Locale.ROOT), found.message()));
    }
    long faults =
        findings.stream().filter(found -> found.severity() == Finding.Severity.FAULT).count();
    out.printf("%d faults, %d warnings.%n", faults, findings.size() - faults);
  }

  private static ObjectNode asJson(List<Examination> examinations, List<Finding> findings) {
    ObjectNode report = JSON.createObjectNode();
    report.put("ok", !isFaulty(findings));
    ArrayNode examined = report.putArray("examined");
    examinations.forEach(examination -> examined.add(examination.area()));
    ArrayNode list = report.putArray("findings");
    findings.forEach(
        found ->
            list.addObject()
                .put("severity", found.severity().name().toLowerCase(Locale.ROOT))
                .put("area", found.area())
                .put("message", found.message()));
    return report;
  }

  private static boolean isFaulty(List<Finding> findings) {
    return findings.stream().anyMatch(found -> found.severity() == Finding.Severity.FAULT);
  }
}
