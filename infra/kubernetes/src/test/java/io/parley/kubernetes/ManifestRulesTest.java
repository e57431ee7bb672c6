package io.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.command.cluster.ClusterConfig;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.rights.Principal;
import io.parley.schemas.rights.RightsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the manifests that are written by hand equal to the catalogues and to each other.
 *
 * <p>Seen red: an option with a typing error; another main class; a Secret that nobody makes; a
 * file that no kustomization names; another id prefix; a stateless upgrade mode; labels of
 * attempts; a PodMonitor without the label job, so that two alerts could never fire.
 */
class ManifestRulesTest {

  private static final JobCatalogue JOBS = JobCatalogue.load();
  private static final String PREFIX = JobSpec.DEFAULT_ID_PREFIX;
  private static final Pattern OPTION_ROW = Pattern.compile("(?m)^\\| `([a-z][a-z0-9.-]+)` \\|");

  @Test
  void everyFileIsYaml() {
    for (Path file : Project.files(Project.KUBERNETES, ".yaml")) {
      assertThat(Yaml.read(file)).as("%s", file).isNotEmpty();
    }
  }

  @Test
  void aKustomizationNamesFilesThatExistAndEveryFileIsNamed() {
    Set<Path> named = new HashSet<>();
    for (Path file : Project.files(Project.KUBERNETES, "kustomization.yaml")) {
      JsonNode kustomization = Yaml.read(file).get(0);
      named.add(file);
      for (String list : List.of("resources", "configurations")) {
        for (JsonNode entry : kustomization.path(list)) {
          Path path = file.getParent().resolve(entry.asText()).normalize();
          named.add(Files.isDirectory(path) ? path.resolve("kustomization.yaml") : path);
        }
      }
    }
    assertThat(named).allSatisfy(path -> assertThat(path).exists());
    assertThat(named)
        .containsAll(Project.files(Project.KUBERNETES.resolve("base"), ".yaml"))
        .containsAll(Project.files(Project.KUBERNETES.resolve("gateway"), ".yaml"))
        .containsAll(Project.files(Project.KUBERNETES.resolve("overlays"), ".yaml"));
  }

  @Test
  void everyPatchHasATarget() {
    List<JsonNode> resources = Project.resources();
    for (Path file : Project.files(Project.KUBERNETES, "kustomization.yaml")) {
      for (JsonNode patch : Yaml.read(file).get(0).path("patches")) {
        JsonNode target = patch.get("target");
        assertThat(resources)
            .as("%s: %s", file, target)
            .anyMatch(
                resource ->
                    resource.path("kind").equals(target.get("kind"))
                        && Project.name(resource).matches(target.path("name").asText(".*")));
      }
    }
  }

  @Test
  void everyJobOfTheCatalogueHasADeploymentOfItsNameAndMainClass() {
    for (JobSpec job : JOBS.jobs()) {
      JsonNode deployment = deployment(job);
      assertThat(deployment.at("/spec/job/entryClass").asText())
          .isEqualTo(property(job.module() + "/pom.xml", "job.main-class"));
      assertThat(deployment.at("/spec/image").asText()).startsWith("parley/" + job.directory());
    }
    assertThat(Project.resources("FlinkDeployment")).hasSize(JOBS.jobs().size());
  }

  @Test
  void stateIsKeptAtEveryUpgrade() {
    for (JsonNode deployment : Project.resources("FlinkDeployment")) {
      assertThat(deployment.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
      assertThat(deployment.at("/spec/job/allowNonRestoredState").isBoolean()).isTrue();
      assertThat(deployment.at("/spec/job/allowNonRestoredState").asBoolean()).isFalse();
      assertThat(deployment.at("/spec/flinkVersion").asText()).isEqualTo(flinkVersion());
      JsonNode flink = deployment.at("/spec/flinkConfiguration");
      assertThat(flink.get("high-availability.type").asText()).isEqualTo("kubernetes");
      assertThat(flink.get("web.submit.enable").asText()).isEqualTo("false");
      assertThat(flink.get("web.cancel.enable").asText()).isEqualTo("false");
      assertThat(flink.get("web.rescale.enable").asText()).isEqualTo("false");
    }
  }

  /** Prometheus would give the series the name of the PodMonitor otherwise. */
  @Test
  void seriesOfFlinkAndOfGatewaysHaveTheJobLabelThatAlertsAskFor() {
    Map<String, String> jobs = new TreeMap<>();
    for (JsonNode monitor : Project.resources("PodMonitor")) {
      for (JsonNode relabeling : monitor.at("/spec/podMetricsEndpoints/0/relabelings")) {
        if (relabeling.path("targetLabel").asText().equals("job")) {
          jobs.put(Project.name(monitor), relabeling.path("replacement").asText());
        }
      }
    }
    assertThat(jobs).isEqualTo(Map.of("parley-flink", "flink", "parley-gateways", "gateway"));
    String rules =
        Project.text(Project.KUBERNETES.resolve("base/monitoring/prometheus-rules.yaml"));
    assertThat(Set.copyOf(matches(rules, "up\\{job=\"(\\w+)\"}")))
        .isEqualTo(Set.copyOf(jobs.values()));
  }

  @Test
  void metricsHaveTheLabelsThatAlertsRelyOn() {
    String local =
        Project.text(
            Project.HOME.resolve(
                "infra/local/src/main/java/io/parley/infra/local/FlinkConfiguration.java"));
    for (JsonNode deployment : Project.resources("FlinkDeployment")) {
      JsonNode flink = deployment.at("/spec/flinkConfiguration");
      String excludes = flink.path("metrics.reporter.prometheus.scope.variables.excludes").asText();
      assertThat(excludes).contains("task_attempt_id", "job_id");
      assertThat(local).as("the local cluster has the same").contains(excludes);
      assertThat(flink.path("metrics.reporter.prometheus.filterLabelValueCharacters").asText())
          .isEqualTo("false");
    }
  }

  private static String flinkVersion() {
    Matcher version =
        Pattern.compile("(\\d+)\\.(\\d+)\\..*").matcher(property("pom.xml", "flink.version"));
    assertThat(version.matches()).isTrue();
    return "v" + version.group(1) + "_" + version.group(2);
  }

  @Test
  void everyArgumentIsAnOptionThatTheJobKnows() {
    for (JobSpec job : JOBS.jobs()) {
      List<String> arguments = arguments(deployment(job));
      Set<String> known = new TreeSet<>(options(job.module() + "/README.md"));
      known.addAll(options("connectors/flink-connector-scylladb/README.md"));
      for (int i = 0; i < arguments.size(); i += 2) {
        String key = arguments.get(i).replaceFirst("^--", "");
        assertThat(arguments.get(i)).startsWith("--");
        assertThat(key)
            .as(job.name())
            .satisfiesAnyOf(
                option -> assertThat(known).contains(option),
                option -> assertThat(option).startsWith("kafka.client."));
      }
    }
  }

  @Test
  void aJobRunsAsItsOwnPrincipalUnderThePrefixOfItsRights() {
    for (JobSpec job : JOBS.jobs()) {
      Principal principal = RightsTable.load().principal(job.name());
      JsonNode deployment = deployment(job);
      assertThat(secret(deployment, "kafka-user")).isEqualTo(principal.user(PREFIX));
      assertThat(secret(deployment, "cql-user")).isEqualTo(principal.user(PREFIX) + "-cql");
      assertThat(argument(deployment, "--kafka.id-prefix")).isEqualTo(PREFIX);
      assertThat(argument(deployment, "--kafka.topic-prefix")).as("users name no prefix").isNull();
    }
  }

  @Test
  void everySecretAndConfigMapThatIsUsedIsMadeOrListedAsExternalWithItsKey() {
    JsonNode external = Yaml.read(Project.KUBERNETES.resolve("external.yaml")).get(0);
    Set<String> made = new TreeSet<>();
    Project.resources("ConfigMap")
        .forEach(
            map ->
                map.path("data")
                    .fieldNames()
                    .forEachRemaining(key -> made.add(Project.name(map) + "/" + key)));
    external
        .get("secrets")
        .forEach(
            secret ->
                secret
                    .get("keys")
                    .forEach(k -> made.add(secret.get("name").asText() + "/" + k.asText())));
    Project.resources("KafkaUser")
        .forEach(
            user ->
                external
                    .get("secrets-of-kafka-users")
                    .forEach(key -> made.add(Project.name(user) + "/" + key.asText())));
    Set<String> names = made.stream().map(m -> m.split("/")[0]).collect(Collectors.toSet());

    for (JsonNode resource : Project.resources()) {
      for (JsonNode reference : resource.findValues("secretKeyRef")) {
        assertThat(made)
            .contains(reference.get("name").asText() + "/" + reference.get("key").asText());
      }
      for (JsonNode reference : resource.findValues("configMapKeyRef")) {
        assertThat(made)
            .contains(reference.get("name").asText() + "/" + reference.get("key").asText());
      }
      for (JsonNode volume : resource.findValues("secret")) {
        String secret = volume.path("secretName").asText();
        assertThat(names).as(Project.name(resource)).contains(secret);
        volume
            .path("items")
            .forEach(item -> assertThat(made).contains(secret + "/" + item.get("key").asText()));
      }
      resource.findValuesAsText("scyllaConfig").forEach(map -> assertThat(names).contains(map));
    }
  }

  @Test
  void noManifestHoldsASecret() {
    assertThat(Project.resources("Secret")).isEmpty();
  }

  @Test
  void theConfigurationOfTheDeployStepIsOneThatTheCommandsTake(@TempDir Path directory)
      throws IOException {
    for (String text : clusterConfigs()) {
      Path file =
          Files.writeString(
              directory.resolve("cluster.yaml"), text.replace("/etc/parley/", directory + "/"));
      for (String mounted : matches(text, "/etc/parley/(\\S+)")) {
        Files.createDirectories(directory.resolve(mounted).getParent());
        Files.writeString(directory.resolve(mounted), "x");
      }
      ClusterConfig config = ClusterConfig.load(file);
      JsonNode ingest = deployment(JOBS.job("ingest"));
      assertThat(config.services().bootstrapServers())
          .isEqualTo(argument(ingest, "--kafka.bootstrap-servers"));
      assertThat(config.services().registryUrl()).isEqualTo(argument(ingest, "--registry.url"));
      assertThat(config.services().idPrefix()).isEqualTo(PREFIX);
      assertThat(config.services().keyspace()).isEqualTo(argument(ingest, "--database.keyspace"));
    }
  }

  private static List<String> clusterConfigs() {
    List<String> texts = new ArrayList<>();
    Project.resources("ConfigMap").stream()
        .filter(map -> Project.name(map).endsWith("-cluster"))
        .forEach(map -> texts.add(map.at("/data/cluster.yaml").asText()));
    Yaml.read(Project.KUBERNETES.resolve("overlays/small/kustomization.yaml"))
        .get(0)
        .get("patches")
        .forEach(
            patch -> {
              if (patch.at("/target/kind").asText().equals("ConfigMap")) {
                texts.add(Yaml.parse(patch.get("patch").asText()).get(0).get("value").asText());
              }
            });
    assertThat(texts).hasSize(3);
    return texts;
  }

  @Test
  void everyImageIsPinnedAndRunsAsAnOrdinaryUser() {
    for (Path file : Project.files(Project.KUBERNETES.resolve("images"), "Dockerfile")) {
      String text = Project.text(file);
      List<String> users = matches(text, "(?m)^USER (\\S+)$");
      assertThat(matches(text, "(?m)^FROM (\\S+)$"))
          .as("%s", file)
          .isNotEmpty()
          .allSatisfy(image -> assertThat(image).matches("[a-z/.-]+:\\d[A-Za-z0-9._-]+"));
      assertThat(users).as("%s", file).isNotEmpty().doesNotContain("root", "0");
    }
    String flink = property("pom.xml", "flink.version");
    for (JobSpec job : JOBS.jobs()) {
      String text =
          Project.text(Project.KUBERNETES.resolve("images/" + job.directory() + "/Dockerfile"));
      assertThat(text)
          .contains("FROM flink:" + flink + "-java17")
          .contains("flink-s3-fs-presto-" + flink + ".jar")
          .contains(job.module() + "/target/" + artifact(job) + "-job.jar")
          .contains("usrlib/job.jar");
    }
  }

  @Test
  void theNamesOfServicesFollowFromTheClustersNames() {
    String kafka = Project.name(Project.resources("Kafka").get(0));
    String scylla = Project.name(Project.resources("ScyllaCluster").get(0));
    for (JobSpec job : JOBS.jobs()) {
      assertThat(argument(deployment(job), "--kafka.bootstrap-servers"))
          .isEqualTo(kafka + "-kafka-bootstrap:9093");
      assertThat(argument(deployment(job), "--scylladb.contact-points"))
          .isEqualTo(scylla + "-client:9142");
      assertThat(argument(deployment(job), "--scylladb.local-datacenter"))
          .isEqualTo(
              Project.resources("ScyllaCluster").get(0).at("/spec/datacenter/name").asText());
    }
    assertThat(kafka).isEqualTo(Strimzi.CLUSTER);
  }

  @Test
  void thereIsASnapshotForEveryJob() {
    assertThat(
            Project.resources("FlinkStateSnapshot").stream()
                .map(snapshot -> snapshot.at("/spec/jobReference/name").asText()))
        .containsExactlyInAnyOrderElementsOf(JOBS.jobs().stream().map(JobSpec::flinkName).toList());
  }

  private static JsonNode deployment(JobSpec job) {
    return Project.resources("FlinkDeployment").stream()
        .filter(resource -> Project.name(resource).equals(job.flinkName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No FlinkDeployment " + job.flinkName()));
  }

  private static List<String> arguments(JsonNode deployment) {
    List<String> arguments = new ArrayList<>();
    deployment.at("/spec/job/args").forEach(argument -> arguments.add(argument.asText()));
    return arguments;
  }

  private static String argument(JsonNode deployment, String key) {
    List<String> arguments = arguments(deployment);
    int at = arguments.indexOf(key);
    return at < 0 ? null : arguments.get(at + 1);
  }

  private static String secret(JsonNode deployment, String volume) {
    for (JsonNode entry : deployment.at("/spec/podTemplate/spec/volumes")) {
      if (entry.get("name").asText().equals(volume)) {
        return entry.at("/secret/secretName").asText();
      }
    }
    return null;
  }

  private static Set<String> options(String readme) {
    return new TreeSet<>(matches(Project.text(Project.HOME.resolve(readme)), OPTION_ROW.pattern()));
  }

  private static String artifact(JobSpec job) {
    return matches(
            Project.text(Project.HOME.resolve(job.module()).resolve("pom.xml")),
            "<artifactId>(parley-(?!jobs)[a-z]+[a-z-]*)</artifactId>")
        .get(0);
  }

  private static String property(String pom, String name) {
    return matches(
            Project.text(Project.HOME.resolve(pom)),
            "<" + Pattern.quote(name) + ">([^<]+)</" + Pattern.quote(name) + ">")
        .get(0);
  }

  private static List<String> matches(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }
}
