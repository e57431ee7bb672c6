package io.parley.infra.scylla;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A factory of CQL sessions for tools, deploy steps and tests. Its sessions have long timeouts, for
 * slow machines, and see a change of the schema at once.
 */
public final class CqlSessions {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private CqlSessions() {}

  /** Opens a session. The caller closes it. */
  public static CqlSession open(InetSocketAddress contactPoint, String localDatacenter) {
    return builder(localDatacenter).addContactPoint(contactPoint).build();
  }

  /** A session that is not opened yet, for clusters with a login, TLS or several nodes. */
  public static CqlSessionBuilder builder(String localDatacenter) {
    return CqlSession.builder()
        .withLocalDatacenter(localDatacenter)
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, PATIENCE)
                // By default the driver waits a second after each change, to report several at
                // once.
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .build());
  }
}
