package io.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.rights.RightsTable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests the Job with the deploy steps: that its doctor can find all well, and that instructions
 * lead past what Kubernetes does with Jobs.
 *
 * <p>Seen red: a doctor that asked for the rights of an operator; six tries; an upgrade and a way
 * back that apply a new image over the old Job.
 */
class DeployStepTest {

  private static final Workload JOB = Workload.named("parley-deploy");
  private static final String DELETE =
      "kubectl -n parley delete job parley-deploy --ignore-not-found";
  private static final String APPLY = "kubectl apply -k";

  /** The kubelet waits no longer than that before it starts a container again. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  @Test
  void theDoctorExaminesTheRightsOfTheUserThatItLogsInAs() {
    List<String> arguments =
        Workload.list(JOB.template().at("/spec/containers/0/args")).stream()
            .map(JsonNode::asText)
            .toList();
    assertThat(arguments).startsWith("doctor").contains("--role");
    String role = arguments.get(arguments.indexOf("--role") + 1);

    assertThat(RightsTable.load().principal(role).user(JobSpec.DEFAULT_ID_PREFIX))
        .isEqualTo(userOfTheConfiguration())
        .isEqualTo(userOfTheMountedPassword());
  }

  private static String userOfTheConfiguration() {
    return Project.resources("ConfigMap").stream()
        .filter(map -> Project.name(map).equals("parley-cluster"))
        .map(map -> Yaml.parse(map.at("/data/cluster.yaml").asText()).get(0))
        .map(config -> config.at("/kafka/user").asText())
        .findFirst()
        .orElseThrow();
  }

  private static String userOfTheMountedPassword() {
    return JOB.volumes().stream()
        .filter(volume -> volume.get("name").asText().equals("kafka-user"))
        .map(volume -> volume.at("/secret/secretName").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itTriesForADayAsTheReadmeSays() {
    JsonNode spec = JOB.resource().get("spec");
    assertThat(LONGEST_WAIT.multipliedBy(spec.get("backoffLimit").asInt()))
        .isBetween(Duration.ofDays(1), Duration.ofDays(2));
    assertThat(spec.at("/template/spec/restartPolicy").asText()).isEqualTo("OnFailure");
    assertThat(spec.has("activeDeadlineSeconds")).isFalse();
  }

  /** The template of a Job cannot be changed. */
  @Test
  void theOldJobIsDeletedBeforeEachApplyButTheFirst() {
    String readme = Project.text(Project.KUBERNETES.resolve("README.md"));
    List<String> applies =
        List.of(readme.substring(readme.indexOf("\n## Upgrade a job\n")).split("```", -1)).stream()
            .filter(block -> block.contains("\n" + APPLY))
            .toList();
    assertThat(applies)
        .hasSize(2)
        .allSatisfy(block -> assertThat(block).containsSubsequence(DELETE, APPLY));
  }
}
