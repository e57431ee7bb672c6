package io.parley.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.rights.RightsTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Seen red: a group without the id prefix; a {@code *} that ends up in a literal name. */
class AclRulesTest {

  private final AclRules rules = new AclRules("eu", name -> "eu." + name);

  @Test
  void theRightsOfAPrincipalBecomeAclsUnderThePrefixesOfTheDeployment() {
    assertThat(acls("push"))
        .containsExactlyInAnyOrder(
            "User:eu-push may READ TOPIC eu.chat.push",
            "User:eu-push may DESCRIBE TOPIC eu.chat.push",
            "User:eu-push may READ GROUP eu-push",
            "User:eu-push may DESCRIBE GROUP eu-push",
            "User:eu-push may READ GROUP eu-push-*",
            "User:eu-push may DESCRIBE GROUP eu-push-*");
    assertThat(acls("ingest"))
        .contains(
            "User:eu-ingest may WRITE TRANSACTIONAL_ID eu-ingest-*",
            "User:eu-ingest may DESCRIBE_CONFIGS CLUSTER kafka-cluster");
  }

  @Test
  void aStarMeansTheTopicsOfTheCatalogueAndNoOthers() {
    assertThat(acls("operator"))
        .contains("User:eu-operator may READ TOPIC eu.chat.dead-letters")
        .noneMatch(acl -> acl.contains("TOPIC *"));
  }

  private List<String> acls(String principal) {
    return rules.of(RightsTable.load().principal(principal)).stream().map(AclPlan::text).toList();
  }
}
