package io.parley.infra.scylla;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.CoordinatorException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.parley.schemas.rights.KafkaRight;
import io.parley.schemas.rights.Principal;
import io.parley.schemas.rights.TableRight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The roles of the CQL cluster, made from the rights table. It only adds. The caller owns the
 * session, whose user must be allowed to make roles and grant rights.
 */
public final class CqlRoles {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final CqlSession session;
  private final String keyspace;
  private final String idPrefix;

  public CqlRoles(CqlSession session, String keyspace, String idPrefix) {
    this.session = session;
    this.keyspace = keyspace;
    this.idPrefix = idPrefix;
  }

  /**
   * The grants of a principal that its role does not have: all, if the role does not exist. Changes
   * nothing.
   *
   * @throws MigrationException if the role may not be asked for
   */
  public List<String> missing(Principal principal) {
    return missing(principal, granted(principal.role(idPrefix)).orElse(Set.of()));
  }

  private List<String> missing(Principal principal, Set<String> granted) {
    String role = principal.role(idPrefix);
    List<String> missing = new ArrayList<>();
    for (TableRight right : principal.tables()) {
      for (String name : right.names()) {
        for (String permission : right.permissions()) {
          if (!granted.contains(permission + " " + listed(name))
              && !granted.contains(permission + " <keyspace " + keyspace + ">")) {
            missing.add("GRANT %s ON %s TO %s".formatted(permission, resource(name), role));
          }
        }
      }
    }
    return missing;
  }

  /**
   * Makes the grants that are missing and returns them.
   *
   * @throws MigrationException if the role does not exist, or if the server refuses a grant
   */
  public List<String> grant(Principal principal) {
    String role = principal.role(idPrefix);
    Set<String> granted =
        granted(role)
            .orElseThrow(
                () ->
                    new MigrationException(
                        "Role %s does not exist. Make it with `deploy rights --passwords DIR`."
                            .formatted(role)));
    List<String> missing = missing(principal, granted);
    missing.forEach(this::run);
    return missing;
  }

  /**
   * Makes the role of a principal if it does not exist, and sets its password.
   *
   * @param password it stands in no message, not even if the server refuses the statement
   */
  public void setPassword(Principal principal, String password) {
    String role = principal.role(idPrefix);
    String secret = "'" + password.replace("'", "''") + "'";
    try {
      // Never both: Cassandra refuses to change a password that was set a moment ago.
      if (exists(role)) {
        execute("ALTER ROLE %s WITH PASSWORD = %s", role, secret);
      } else {
        execute("CREATE ROLE IF NOT EXISTS %s WITH PASSWORD = %s AND LOGIN = true", role, secret);
      }
    } catch (DriverException e) {
      // The cause is left out, because the server's message may quote the statement.
      throw new MigrationException(
          "The server refused to set the password of role %s (%s). Use a user that may create and alter roles."
              .formatted(role, e.getClass().getSimpleName()));
    }
  }

  private boolean exists(String role) {
    return session
        .execute(SimpleStatement.newInstance("LIST ROLES").setTimeout(PATIENCE))
        .all()
        .stream()
        .anyMatch(row -> role.equals(row.getString("role")));
  }

  private void execute(String form, String role, String secret) {
    session.execute(SimpleStatement.newInstance(form.formatted(role, secret)).setTimeout(PATIENCE));
  }

  /** What a role is granted; empty if there is no such role. */
  private Optional<Set<String>> granted(String role) {
    try {
      Set<String> granted = new TreeSet<>();
      for (Row row :
          session.execute(
              SimpleStatement.newInstance("LIST ALL PERMISSIONS OF " + role)
                  .setTimeout(PATIENCE))) {
        granted.add(row.getString("permission") + " " + row.getString("resource"));
      }
      return Optional.of(granted);
    } catch (CoordinatorException e) {
      // The answer has no code of its own. Cassandra and ScyllaDB use the same words.
      if (e instanceof InvalidQueryException && e.getMessage().contains("doesn't exist")) {
        return Optional.empty();
      }
      throw new MigrationException(
          "The permissions of role %s cannot be listed: %s. Use a user that may see them."
              .formatted(role, e.getMessage()),
          e);
    }
  }

  private void run(String grant) {
    try {
      session.execute(SimpleStatement.newInstance(grant).setTimeout(PATIENCE));
    } catch (DriverException e) {
      throw new MigrationException(
          "The server refused '" + grant + "': " + e.getMessage() + ". Those before it were made.",
          e);
    }
  }

  private String resource(String name) {
    return name.equals(KafkaRight.ANY) ? "KEYSPACE " + keyspace : "TABLE " + keyspace + "." + name;
  }

  /** As LIST PERMISSIONS names it. */
  private String listed(String name) {
    return name.equals(KafkaRight.ANY)
        ? "<keyspace " + keyspace + ">"
        : "<table " + keyspace + "." + name + ">";
  }
}
