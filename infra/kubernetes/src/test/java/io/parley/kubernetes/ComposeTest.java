package io.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.command.cluster.ClusterConfig;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds the form of the compose file. It cannot be run here.
 *
 * <p>Seen red: an image without a version; a port on all interfaces; a dependency on a service that
 * does not exist; an option with a typing error.
 */
class ComposeTest {

  private static final Path DIRECTORY = Project.HOME.resolve("infra/compose");
  private static final JsonNode FILE = Yaml.read(DIRECTORY.resolve("compose.yaml")).get(0);
  private static final JsonNode SERVICES = FILE.get("services");

  @Test
  void everyImageHasAVersion() {
    for (JsonNode image : FILE.findValues("image")) {
      assertThat(image.asText()).matches("[a-z/-]+:\\d[A-Za-z0-9._-]+");
    }
    assertThat(FILE.findValues("image")).hasSizeGreaterThan(6);
  }

  @Test
  void everyPortIsOpenOnThisMachineOnly() {
    for (JsonNode ports : FILE.findValues("ports")) {
      ports.forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
    }
  }

  @Test
  void everyServiceThatAnotherWaitsForExists() {
    for (JsonNode service : FILE.findValues("depends_on")) {
      service
          .fieldNames()
          .forEachRemaining(name -> assertThat(SERVICES.has(name)).as(name).isTrue());
    }
  }

  @Test
  void topicsComeFromTheDeployStepAndNotFromAListOfHand() {
    assertThat(Project.text(DIRECTORY.resolve("compose.yaml"))).doesNotContain("chat.");
    List<String> steps = new ArrayList<>();
    for (String step : List.of("topics", "schemas", "tables")) {
      JsonNode service = SERVICES.get("deploy-" + step);
      assertThat(service.get("command").get(0).asText()).isEqualTo("deploy");
      steps.add(service.get("command").get(1).asText());
    }
    assertThat(steps).containsExactly("topics", "schemas", "tables");
    assertThat(SERVICES.get("deploy-schemas").get("depends_on").has("deploy-topics")).isTrue();
    assertThat(SERVICES.get("deploy-tables").get("depends_on").has("deploy-schemas")).isTrue();
  }

  @Test
  void everyJobIsSubmittedFromItsOwnImage() {
    for (JobSpec job : JobCatalogue.load().jobs()) {
      JsonNode submit = SERVICES.get("submit-" + job.name());
      assertThat(submit).as(job.name()).isNotNull();
      assertThat(submit.get("image").asText()).startsWith("parley/" + job.directory() + ":");
      assertThat(DIRECTORY.resolve("../..").resolve(submit.at("/build/dockerfile").asText()))
          .exists();
    }
  }

  @Test
  void everyOptionIsOneThatAllJobsKnow() {
    List<String> command = new ArrayList<>();
    SERVICES.get("submit-ingest").get("command").forEach(word -> command.add(word.asText()));
    List<String> arguments =
        command.subList(command.indexOf("/opt/flink/usrlib/job.jar") + 1, command.size());
    for (JobSpec job : JobCatalogue.load().jobs()) {
      Set<String> known = new TreeSet<>(options(job.module() + "/README.md"));
      known.addAll(options("connectors/flink-connector-scylladb/README.md"));
      for (int i = 0; i < arguments.size(); i += 2) {
        assertThat(known).contains(arguments.get(i).replaceFirst("^--", ""));
      }
    }
  }

  @Test
  void theConfigurationFilesAreOnesThatTheCommandsTake() {
    ClusterConfig inside = ClusterConfig.load(DIRECTORY.resolve("cluster.yaml"));
    ClusterConfig host = ClusterConfig.load(DIRECTORY.resolve("host.yaml"));

    assertThat(inside.services().bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(host.services().bootstrapServers()).isEqualTo("127.0.0.1:9094");
    assertThat(host.maxPartitions()).isEqualTo(inside.maxPartitions());
    assertThat(host.replication()).isEqualTo(inside.replication());
  }

  private static List<String> options(String readme) {
    return Pattern.compile("(?m)^\\| `([a-z][a-z0-9.-]+)` \\|")
        .matcher(Project.text(Project.HOME.resolve(readme)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
