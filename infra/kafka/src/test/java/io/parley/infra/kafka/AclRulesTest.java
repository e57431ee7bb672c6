package io.parley.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.rights.RightsTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Seen red: a group without the id prefix; a {@code *} that ends up in a literal name. */
class AclRulesTest {

  private final AclRules rules = new AclRules("eu", name -> Set.of("eu." + name));

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

  /** Seen red: with the prefix of the deployment before the star. */
  @Test
  void anOperatorMaySeeAndAbortTransactionsOfAnyPrefix() {
    assertThat(acls("operator"))
        .contains(
            "User:eu-operator may WRITE TRANSACTIONAL_ID *",
            "User:eu-operator may DESCRIBE TRANSACTIONAL_ID *");
  }

  /** Seen red: with the newest name only, so that --revoke took the old topic from ingest. */
  @Test
  void anOlderGenerationOfATopicKeepsItsRights() {
    AclRules moved = new AclRules("eu", name -> Set.of("eu." + name, "eu." + name + ".2"));

    assertThat(moved.of(RightsTable.load().principal("ingest")))
        .extracting(AclPlan::text)
        .contains(
            "User:eu-ingest may READ TOPIC eu.chat.commands",
            "User:eu-ingest may READ TOPIC eu.chat.commands.2");
  }

  private List<String> acls(String principal) {
    return rules.of(RightsTable.load().principal(principal)).stream().map(AclPlan::text).toList();
  }
}
