package io.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests who may read the files of Secrets in the pods. The doctor finds a fault in a password file
 * that others than its user and group may read.
 *
 * <p>Seen red: volumes without {@code defaultMode}, whose files everybody may read.
 */
class SecretFileTest {

  /** 0440: root and the group may read. */
  private static final int MODE = 288;

  @Test
  void onlyTheGroupOfThePodMayReadSecrets() {
    int secrets = 0;
    for (Workload workload : Workload.all()) {
      for (JsonNode volume : workload.volumes()) {
        JsonNode secret = volume.path("secret");
        if (secret.has("secretName") && !isCertificate(secret)) {
          assertThat(secret.path("defaultMode").asInt())
              .as("mode of %s of %s", volume.get("name"), workload.name())
              .isEqualTo(MODE);
          assertThat(workload.template().at("/spec/securityContext/fsGroup").asInt())
              .as("the group that the files of %s are given to", workload.name())
              .isPositive();
          secrets++;
        }
      }
    }
    assertThat(secrets).isGreaterThan(10);
  }

  /** A certificate of an authority is no secret. */
  private static boolean isCertificate(JsonNode secret) {
    return Workload.list(secret.path("items")).stream()
        .map(item -> item.get("key").asText())
        .toList()
        .equals(List.of("ca.crt"));
  }
}
