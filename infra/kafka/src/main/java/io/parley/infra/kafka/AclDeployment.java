package io.parley.infra.kafka;

import io.parley.schemas.rights.Principal;
import io.parley.schemas.rights.RightsTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/**
 * The deploy step that makes the ACLs of a Kafka cluster equal to the rights table. It looks at the
 * principals of the table only, and leaves the ACLs of all others alone. The caller closes the
 * admin client.
 */
public final class AclDeployment {

  private static final Comparator<AclBinding> BY_TEXT = Comparator.comparing(AclPlan::text);
  private static final int SCRAM_ITERATIONS = 4096;

  private final Admin admin;
  private final RightsTable rights;
  private final AclRules rules;

  public AclDeployment(Admin admin, RightsTable rights, AclRules rules) {
    this.admin = admin;
    this.rights = rights;
    this.rules = rules;
  }

  /**
   * The differences. Changes nothing.
   *
   * @throws DeploymentException if the cluster does not answer, or has no authorizer
   */
  public AclPlan plan() {
    Set<AclBinding> found = new HashSet<>();
    Set<AclBinding> wanted = new HashSet<>();
    for (Principal principal : rights.principals()) {
      wanted.addAll(rules.of(principal));
      found.addAll(
          KafkaAnswers.await("list ACLs", admin.describeAcls(of(rules.user(principal))).values()));
    }
    return new AclPlan(
        wanted.stream().filter(acl -> !found.contains(acl)).sorted(BY_TEXT).toList(),
        found.stream().filter(acl -> !wanted.contains(acl)).sorted(BY_TEXT).toList());
  }

  /**
   * Adds the missing ACLs, and takes the surplus ones away if told so. Returns what it did.
   *
   * @throws DeploymentException if the cluster does not answer or refuses
   */
  public AclPlan apply(boolean revoke) {
    AclPlan plan = plan();
    KafkaAnswers.await("add ACLs", admin.createAcls(plan.missing()).all());
    if (revoke) {
      KafkaAnswers.await(
          "remove ACLs",
          admin.deleteAcls(plan.surplus().stream().map(AclBinding::toFilter).toList()).all());
    }
    return plan;
  }

  /**
   * Sets the SCRAM passwords of users, whether they exist or not.
   *
   * @param passwords by user
   */
  public void setPasswords(Map<String, String> passwords) {
    List<UserScramCredentialAlteration> changes = new ArrayList<>();
    new TreeMap<>(passwords)
        .forEach(
            (user, password) ->
                changes.add(
                    new UserScramCredentialUpsertion(
                        user,
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
                        password)));
    KafkaAnswers.await("set SCRAM passwords", admin.alterUserScramCredentials(changes).all());
  }

  private static AclBindingFilter of(String user) {
    return new AclBindingFilter(
        ResourcePatternFilter.ANY,
        new AccessControlEntryFilter(user, null, AclOperation.ANY, AclPermissionType.ANY));
  }
}
