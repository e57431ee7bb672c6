package io.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Tests that each service lets in every workload that uses it, and on the port that it uses. A
 * cluster that does not enforce policies would not show a gap.
 *
 * <p>Seen red: pod templates of Flink without labels, so that no job reached Kafka; a pod by hand
 * without the label.
 */
class NetworkPolicyTest {

  private static final String LABEL = "--labels=app.kubernetes.io/part-of=parley ";
  private static final Pattern POD_BY_HAND = Pattern.compile("kubectl -n parley run [^`]*");

  @Test
  void kafkaLetsInEveryWorkloadThatUsesIt() {
    JsonNode listener = Project.resources("Kafka").get(0).at("/spec/kafka/listeners/0");
    List<JsonNode> peers = Workload.list(listener.get("networkPolicyPeers"));

    assertThat(listener.get("port").asInt()).isEqualTo(9093);
    assertLetIn(6, "parley-kafka-bootstrap:9093", peers);
  }

  @Test
  void theRegistryLetsInEveryWorkloadThatUsesIt() {
    assertLetIn(5, "parley-registry:8080", peers("parley-to-registry", 8080));
    JsonNode pods = policy("parley-to-registry").at("/spec/podSelector");
    assertThat(Workload.named("parley-registry").isSelectedBy(pods)).isTrue();
  }

  @Test
  void scyllaLetsInEveryWorkloadThatUsesIt() {
    assertLetIn(5, "parley-scylla-client:9142", peers("parley-to-scylla", 9142));
  }

  @Test
  void aPodByHandHasTheLabelThatLetsItIn() {
    String readme = Project.text(Project.KUBERNETES.resolve("README.md"));
    assertThat(POD_BY_HAND.matcher(readme).results().map(MatchResult::group).toList())
        .isNotEmpty()
        .allSatisfy(command -> assertThat(command).contains(LABEL));
  }

  private static void assertLetIn(int clients, String address, List<JsonNode> peers) {
    List<Workload> users = Workload.all().stream().filter(user -> user.uses(address)).toList();
    assertThat(users).as("workloads that use %s", address).hasSize(clients);
    for (Workload user : users) {
      assertThat(peers)
          .as("peers of %s, one of which must be %s", address, user.name())
          .anyMatch(peer -> user.isSelectedBy(peer.path("podSelector")));
    }
  }

  private static List<JsonNode> peers(String policy, int port) {
    return Workload.list(policy(policy).at("/spec/ingress")).stream()
        .filter(rule -> rule.path("ports").findValuesAsText("port").contains(String.valueOf(port)))
        .flatMap(rule -> Workload.list(rule.path("from")).stream())
        .toList();
  }

  private static JsonNode policy(String name) {
    return Project.resources("NetworkPolicy").stream()
        .filter(policy -> Project.name(policy).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No NetworkPolicy " + name));
  }
}
