package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.infra.scylla.CqlSessions;
import io.parley.operations.deploy.DeployCommand;
import io.parley.operations.doctor.DoctorCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Tests of {@code deploy} and {@code doctor} on real servers.
 *
 * <p>Seen red: a deploy step that returns before the brokers show its topics.
 */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY, Server.CQL})
class OperationsOnServersIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private record Answer(int exitCode, String out, String err) {}

  @Test
  void aClusterIsDeployedStepByStepAndThenTheDoctorFindsNoFault(LocalServers servers)
      throws Exception {
    Path config = config(servers, "well.", "well");

    // Nothing is there yet. A dry run says what would be made, and makes nothing.
    assertThat(deploy("topics", config, "--dry-run").out())
        .contains("+ well.chat.commands: 4 partitions, 1 copies")
        .contains("Nothing was changed");
    Answer sick = doctor(config);
    assertThat(sick.exitCode()).isEqualTo(1);
    assertThat(faults(sick, "kafka"))
        .anyMatch(f -> f.contains("well.chat.commands does not exist"));
    assertThat(faults(sick, "database")).anyMatch(f -> f.contains("Keyspace well does not exist"));
    assertThat(faults(sick, "registry")).anyMatch(f -> f.contains("well.chat.commands-value"));

    for (String step : List.of("topics", "schemas", "tables")) {
      Answer first = deploy(step, config);
      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(first.out()).contains("+ ");
      assertThat(deploy(step, config).out()).contains("Nothing to do");
    }

    Answer well = doctor(config);
    assertThat(well.exitCode()).as(well.out()).isZero();
    assertThat(well.out()).contains("The brokers have no authorizer");
  }

  @Test
  void theDoctorListsTheFaultsOfAllSystemsAtOnce(LocalServers servers) throws Exception {
    Path config = config(servers, "sick.", "sick");
    for (String step : List.of("topics", "schemas", "tables")) {
      deploy(step, config);
    }
    breakThings(servers);

    Answer sick = doctor(config);

    assertThat(sick.exitCode()).isEqualTo(1);
    assertThat(faults(sick, "kafka"))
        .anyMatch(
            f -> f.contains("Topic sick.chat.events has unclean.leader.election.enable = true"));
    assertThat(faults(sick, "database"))
        .anyMatch(f -> f.contains("Table device_cursors does not exist"))
        .anyMatch(f -> f.contains("Table unread_counts has no column"));
    assertThat(deploy("topics", config, "--dry-run").out())
        .contains("~ sick.chat.events: unclean.leader.election.enable is true, becomes false");
  }

  @Test
  void aSystemThatDoesNotAnswerIsAFaultAndTheOthersAreStillExamined(LocalServers servers)
      throws Exception {
    Path config = config(servers, "half.", "half");
    Files.writeString(
        config,
        Files.readString(config).replace(servers.registry().url(), "http://127.0.0.1:1/none"));
    deploy("topics", config);
    deploy("tables", config);

    Answer sick = doctor(config);

    assertThat(faults(sick, "registry")).singleElement().asString().contains("does not answer");
    assertThat(faults(sick, "kafka")).isEmpty();
    assertThat(faults(sick, "database")).isEmpty();
    assertThat(deploy("schemas", config).err()).contains("registry.urls");
  }

  private static void breakThings(LocalServers servers) throws Exception {
    try (Admin admin =
            Admin.create(
                Map.<String, Object>of("bootstrap.servers", servers.kafka().bootstrapServers()));
        CqlSession session =
            CqlSessions.open(servers.cql().contactPoint(), servers.cql().localDatacenter())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, "sick.chat.events"),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("unclean.leader.election.enable", "true"),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
      session.execute("DROP TABLE sick.device_cursors");
      session.execute("ALTER TABLE sick.unread_counts DROP unread_count");
    }
  }

  private Path config(LocalServers servers, String topics, String keyspace) throws IOException {
    return Files.writeString(
        directory.resolve("cluster.yaml"),
        """
        kafka: {bootstrap-servers: "%s"}
        cql:
          contact-points: "%s"
          datacenter: %s
          keyspace: %s
          replication: {%s: 1}
          min-replicas: 1
        registry: {urls: "%s"}
        prefixes: {topics: %s, ids: %s}
        sizing: {replication-factor: 1, max-partitions: 4}
        """
            .formatted(
                servers.kafka().bootstrapServers(),
                servers.cql().address(),
                servers.cql().localDatacenter(),
                keyspace,
                servers.cql().localDatacenter(),
                servers.registry().url(),
                topics,
                keyspace));
  }

  private static Answer deploy(String step, Path config, String... more) {
    return run(
        new CommandLine(new DeployCommand()),
        Stream.concat(Stream.of(step, "--config", config.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static Answer doctor(Path config) {
    return run(new CommandLine(new DoctorCommand()), "--config", config.toString(), "--json");
  }

  private static Answer run(CommandLine command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        command
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Answer(exitCode, out.toString(), err.toString());
  }

  private static List<String> faults(Answer answer, String area) throws IOException {
    JsonNode findings = JSON.readTree(answer.out()).path("findings");
    return StreamSupport.stream(findings.spliterator(), false)
        .filter(found -> found.path("severity").asText().equals("fault"))
        .filter(found -> found.path("area").asText().equals(area))
        .map(found -> found.path("message").asText())
        .toList();
  }
}
