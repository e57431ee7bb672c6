package io.parley.e2e.secure;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import io.parley.command.ServiceAddresses;
import io.parley.command.cluster.CqlAccess;
import io.parley.infra.scylla.CqlSessions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/**
 * Tries passwords of a principal. A server that cannot be asked is a failure of the test, and not a
 * refused password.
 */
final class Logins {

  private Logins() {}

  /** Whether Kafka lets the principal in with this password. */
  static boolean kafkaTakes(ServiceAddresses services, String password)
      throws InterruptedException {
    Map<String, Object> client = new HashMap<>(services.kafkaClient());
    client.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(services.kafka().login().orElseThrow().user(), password));
    try (Admin admin = Admin.create(client)) {
      admin.describeCluster().clusterId().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SaslAuthenticationException) {
        return false;
      }
      throw new AssertionError(e);
    }
  }

  /** Whether the CQL cluster lets the principal in with this password. */
  static boolean cqlTakes(ServiceAddresses services, String password) {
    CqlAccess cql = services.cql();
    CqlSessionBuilder builder =
        CqlSessions.builder(cql.localDatacenter())
            .addContactPoints(cql.contactPoints())
            .withAuthCredentials(cql.login().orElseThrow().user(), password)
            .withSslEngineFactory(
                new ProgrammaticSslEngineFactory(cql.tls().orElseThrow().context(), null, true));
    try (CqlSession session = builder.build()) {
      return true;
    } catch (AllNodesFailedException e) {
      if (refusesTheLogin(e)) {
        return false;
      }
      throw new AssertionError(e);
    }
  }

  private static boolean refusesTheLogin(AllNodesFailedException failure) {
    return failure.getAllErrors().values().stream()
        .flatMap(List::stream)
        .anyMatch(AuthenticationException.class::isInstance);
  }
}
