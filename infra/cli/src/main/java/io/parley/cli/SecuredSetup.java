package io.parley.cli;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import io.parley.command.CommandFailure;
import io.parley.command.ServiceAddresses;
import io.parley.infra.kafka.AclDeployment;
import io.parley.infra.kafka.AclRules;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.ServerIdentity;
import io.parley.infra.scylla.CqlRoles;
import io.parley.infra.scylla.CqlSessions;
import io.parley.schemas.rights.Principal;
import io.parley.schemas.rights.RightsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/**
 * Sets up the users and rights of a secured stack, from the rights table, as the deploy step does
 * on a cluster. For the threads that start the servers.
 */
final class SecuredSetup {

  private static final Duration LOGIN_WITHIN = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOGINS = Duration.ofMillis(500);

  /** The user that a new Cassandra has. It is shut out at once. */
  private static final String FIRST_USER = "cassandra";

  private final StackSecrets secrets;
  private final RightsTable rights = RightsTable.load();

  SecuredSetup(StackSecrets secrets) {
    this.secrets = secrets;
  }

  /** Makes the users of Kafka and their ACLs, and returns how many ACLs, in words. */
  String kafka(Admin admin) throws IOException {
    AclDeployment acls =
        new AclDeployment(admin, rights, new AclRules(ServiceAddresses.DEFAULT_ID_PREFIX, Set::of));
    Map<String, String> passwords = new TreeMap<>();
    for (Principal principal : rights.principals()) {
      passwords.put(
          principal.user(ServiceAddresses.DEFAULT_ID_PREFIX),
          Files.readString(secrets.password(principal.name())));
    }
    acls.setPasswords(passwords);
    return acls.apply(true).missing().size() + " rights given";
  }

  /** A session of the administrator of the CQL server, whom this makes if necessary. */
  CqlSession cqlAdministrator(CqlServer cql) throws IOException {
    String password = Files.readString(secrets.passwords().resolve(StackSecrets.CQL_ADMIN));
    long giveUp = System.nanoTime() + LOGIN_WITHIN.toNanos();
    while (true) {
      try {
        return login(cql, StackSecrets.CQL_ADMIN, password);
      } catch (AllNodesFailedException e) {
        if (!isRefused(e) || System.nanoTime() > giveUp) {
          throw new CommandFailure(
              "The CQL server does not let its administrator in: " + e.getMessage());
        }
      }
      makeAdministrator(cql, password);
    }
  }

  /** A new server takes a moment to make its first user, so a refusal is no failure here. */
  private static boolean isRefused(AllNodesFailedException e) {
    return e.getAllErrors().values().stream()
        .flatMap(errors -> errors.stream())
        .anyMatch(AuthenticationException.class::isInstance);
  }

  private void makeAdministrator(CqlServer cql, String password) {
    try (CqlSession first = login(cql, FIRST_USER, FIRST_USER)) {
      first.execute(
          "CREATE ROLE IF NOT EXISTS %s WITH SUPERUSER = true AND LOGIN = true AND PASSWORD = '%s'"
              .formatted(StackSecrets.CQL_ADMIN, password));
    } catch (AllNodesFailedException e) {
      LockSupport.parkNanos(BETWEEN_LOGINS.toNanos());
    }
  }

  private CqlSession login(CqlServer cql, String user, String password) {
    CqlSessionBuilder builder =
        CqlSessions.builder(cql.localDatacenter())
            .addContactPoint(cql.contactPoint())
            .withAuthCredentials(user, password)
            .withSslEngineFactory(
                new ProgrammaticSslEngineFactory(secrets.trusting().context(), null, true));
    return builder.build();
  }

  /** Makes the roles of the CQL server and their grants, and shuts the first user out. */
  void cql(CqlSession administrator) throws IOException {
    administrator.execute(
        SimpleStatement.newInstance(
            "ALTER ROLE %s WITH SUPERUSER = false AND LOGIN = false AND PASSWORD = '%s'"
                .formatted(FIRST_USER, ServerIdentity.randomPassword())));
    CqlRoles roles =
        new CqlRoles(administrator, Provisioning.KEYSPACE, ServiceAddresses.DEFAULT_ID_PREFIX);
    for (Principal principal : rights.principals()) {
      if (!principal.tables().isEmpty()) {
        roles.setPassword(principal, Files.readString(secrets.password(principal.name())));
        roles.grant(principal);
      }
    }
  }
}
