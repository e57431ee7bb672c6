package io.parley.operations.deploy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.command.CommandFailure;
import io.parley.command.ServiceAddresses;
import io.parley.command.arguments.PathTo;
import io.parley.command.cluster.ClusterConfig;
import io.parley.command.cluster.SecretFile;
import io.parley.infra.kafka.AclDeployment;
import io.parley.infra.kafka.AclPlan;
import io.parley.infra.kafka.AclRules;
import io.parley.infra.scylla.CqlRoles;
import io.parley.schemas.rights.Principal;
import io.parley.schemas.rights.RightsTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code deploy rights}. */
@Command(
    name = "rights",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Gives every principal of the rights table its ACLs in Kafka and its grants in CQL.",
    description = {
      "",
      "The table is in RIGHTS.md. Principals that are not in it are left alone. With --passwords it"
          + " also makes the users and sets their passwords, which is how a password is rotated:"
          + " write the new one into its file, run this step, restart the job. Users of the"
          + " registry are made by the registry's own means.",
      "",
      "Where something else owns the users of one cluster, such as an operator of Kubernetes that"
          + " makes Kafka's, --only leaves that cluster alone.",
      "",
      "Needs a user that may alter the Kafka cluster and create roles in the CQL cluster.",
      ""
    })
final class DeployRights extends DeployStep {

  private final RightsTable rights = RightsTable.load();

  @Option(
      names = "--passwords",
      paramLabel = "DIR",
      description =
          "A directory with one file for each user, such as parley-ingest, that holds the password."
              + " Users without a file are left as they are.")
  @PathTo(PathTo.Use.READ_DIRECTORY)
  private Path passwords;

  /** The clusters that have users and rights. */
  enum Side {
    KAFKA,
    CQL
  }

  @Option(
      names = "--only",
      paramLabel = "CLUSTER",
      description = "Rights and passwords of one cluster only: ${COMPLETION-CANDIDATES}.")
  private Side only;

  @Option(
      names = "--revoke",
      description = "Remove ACLs of these principals that the table does not give them.")
  private boolean revoke;

  @Override
  void run(ClusterConfig config, boolean apply, List<Change> changes) {
    requirePasswords(config.services());
    if (only != Side.CQL) {
      kafka(config, apply, changes);
    }
    if (only != Side.KAFKA) {
      cql(config, apply, changes);
    }
  }

  private void kafka(ClusterConfig config, boolean apply, List<Change> changes) {
    ServiceAddresses services = config.services();
    try (Admin admin = Admin.create(services.kafkaClient())) {
      AclDeployment acls =
          new AclDeployment(admin, rights, new AclRules(services.idPrefix(), services::namesOf));
      Map<String, String> users = new TreeMap<>();
      for (Principal principal : rights.principals()) {
        String user = principal.user(services.idPrefix());
        passwordOf(user).ifPresent(file -> users.put(user, file.read()));
      }
      if (apply && !users.isEmpty()) {
        acls.setPasswords(users);
      }
      users.keySet().forEach(user -> changes.add(Change.create("password of user " + user)));
      AclPlan plan = apply ? acls.apply(revoke) : acls.plan();
      plan.missing().forEach(acl -> changes.add(Change.create(AclPlan.text(acl))));
      plan.surplus()
          .forEach(
              acl ->
                  changes.add(
                      new Change(
                          revoke ? Change.Kind.REMOVE : Change.Kind.LEAVE,
                          AclPlan.text(acl) + (revoke ? "" : ", which --revoke would remove"))));
    }
  }

  private void cql(ClusterConfig config, boolean apply, List<Change> changes) {
    ServiceAddresses services = config.services();
    try (CqlSession session = services.connectCql()) {
      CqlRoles roles = new CqlRoles(session, services.keyspace(), services.idPrefix());
      for (Principal principal : rights.principals()) {
        if (principal.tables().isEmpty()) {
          continue;
        }
        Optional<SecretFile> password = passwordOf(principal.user(services.idPrefix()));
        password.ifPresent(
            file -> {
              if (apply) {
                roles.setPassword(principal, file.read());
              }
              changes.add(Change.create("password of role " + principal.role(services.idPrefix())));
            });
        (apply ? roles.grant(principal) : roles.missing(principal))
            .forEach(grant -> changes.add(Change.create(grant)));
      }
    }
  }

  /**
   * Refuses a directory that has no password for any user. The command would seem to have rotated
   * the passwords.
   */
  private void requirePasswords(ServiceAddresses services) {
    if (passwords == null) {
      return;
    }
    List<String> users =
        rights.principals().stream().map(one -> one.user(services.idPrefix())).toList();
    if (users.stream().noneMatch(user -> Files.exists(passwords.resolve(user)))) {
      throw CommandFailure.wrongUsage(
          "--passwords %s has a file for none of the users %s. Nothing was changed."
              .formatted(passwords, users));
    }
  }

  private Optional<SecretFile> passwordOf(String user) {
    return Optional.ofNullable(passwords)
        .map(directory -> directory.resolve(user))
        .filter(Files::exists)
        .map(file -> new SecretFile(file.toAbsolutePath()));
  }
}
