package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import java.io.IOException;

/** Opens the session of a connection; reads the secret files at that moment. */
final class SessionOpener {

  private SessionOpener() {}

  static CqlSession open(ScyllaConnection connection) throws IOException, InterruptedException {
    CqlSessionBuilder builder =
        CqlSession.builder()
            .withClassLoader(SessionOpener.class.getClassLoader())
            .withConfigLoader(DriverOptions.of(connection))
            .addContactPoints(connection.addresses())
            .withLocalDatacenter(connection.localDatacenter());
    SecretFiles secrets = connection.secrets();
    if (secrets.username() != null) {
      builder.withAuthCredentials(
          SecretFiles.contentOf(secrets.username()), SecretFiles.contentOf(secrets.password()));
    }
    return new StartupRetry(connection.connectTimeout())
        .await(
            "open a session to %s in data center %s"
                .formatted(connection.contactPoints(), connection.localDatacenter()),
            builder::buildAsync,
            CqlSession::forceCloseAsync);
  }
}
