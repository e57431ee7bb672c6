package io.parley.operations.doctor;

import static io.parley.schemas.broker.BrokerAnswers.await;

import io.parley.command.ServiceAddresses;
import io.parley.command.cluster.ClusterConfig;
import io.parley.infra.kafka.AclDeployment;
import io.parley.infra.kafka.AclPlan;
import io.parley.infra.kafka.AclRules;
import io.parley.infra.kafka.DeploymentException;
import io.parley.schemas.rights.RightsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Looks at the rights in Kafka: whether the user of the configuration has those of its role, and
 * whether the ACLs of all principals are those of the rights table.
 *
 * @param role the role in the rights table of the configuration's user
 */
record RightsExamination(String role) implements Examination {

  @Override
  public String area() {
    return "rights";
  }

  @Override
  public List<Finding> findings(ClusterConfig config) throws Exception {
    ServiceAddresses services = config.services();
    AclRules rules = new AclRules(services.idPrefix(), services::namesOf);
    RightsTable table = RightsTable.load();
    try (Admin admin = Admin.create(services.kafkaClient())) {
      List<Finding> findings = new ArrayList<>();
      own(admin, rules.of(table.principal(role)), services).ifPresent(findings::add);
      try {
        findings.addAll(difference(new AclDeployment(admin, table, rules).plan()));
      } catch (DeploymentException e) {
        findings.add(withoutAcls(e));
      }
      return findings;
    }
  }

  /** Asks Kafka what this user may do with the topics, and compares. */
  private Optional<Finding> own(Admin admin, Set<AclBinding> wanted, ServiceAddresses services)
      throws ExecutionException, InterruptedException, TimeoutException {
    Set<String> visible = new HashSet<>(await(admin.listTopics(new ListTopicsOptions()).names()));
    Map<String, Set<AclOperation>> allowed = new HashMap<>();
    await(
            admin
                .describeTopics(
                    visible, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames())
        .forEach((name, topic) -> allowed.put(name, topic.authorizedOperations()));
    Set<String> missing = new TreeSet<>();
    for (AclBinding acl : wanted) {
      if (acl.pattern().resourceType() == ResourceType.TOPIC
          && acl.entry().operation() != AclOperation.CREATE
          && !allowed
              .getOrDefault(acl.pattern().name(), Set.of())
              .contains(acl.entry().operation())) {
        missing.add(acl.entry().operation() + " " + acl.pattern().name());
      }
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.fault(
                area(),
                "The user of the configuration lacks rights of the role %s on topics that exist and it may see: %s. `parley deploy rights` gives them, to the user %s."
                    .formatted(
                        role,
                        missing,
                        RightsTable.load().principal(role).user(services.idPrefix()))));
  }

  private List<Finding> difference(AclPlan plan) {
    List<Finding> findings = new ArrayList<>();
    plan.missing()
        .forEach(
            acl ->
                findings.add(
                    Finding.fault(
                        area(),
                        "ACL missing: %s. `parley deploy rights` adds it."
                            .formatted(AclPlan.text(acl)))));
    plan.surplus()
        .forEach(
            acl ->
                findings.add(
                    Finding.warning(
                        area(),
                        "ACL that the rights table does not have: %s. `parley deploy rights --revoke` removes it."
                            .formatted(AclPlan.text(acl)))));
    return findings;
  }

  private Finding withoutAcls(DeploymentException e) {
    return e.getCause() instanceof SecurityDisabledException
        ? Finding.warning(
            area(),
            "The brokers have no authorizer, so everybody who reaches them may read and write"
                + " everything. Set authorizer.class.name on the brokers, then run `parley deploy"
                + " rights`.")
        : Finding.warning(
            area(),
            "The ACLs of other principals could not be compared with the rights table: %s. Use a user that may describe the cluster."
                .formatted(e.getMessage()));
  }
}
