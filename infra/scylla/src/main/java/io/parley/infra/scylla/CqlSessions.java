package io.parley.infra.scylla;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Sessions for tools, deploy steps and tests: patient with a slow machine, and quick to see that
 * the schema changed.
 */
public final class CqlSessions {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private CqlSessions() {}

  /** A session; the caller closes it. */
  public static CqlSession open(InetSocketAddress contactPoint, String localDatacenter) {
    return CqlSession.builder()
        .addContactPoint(contactPoint)
        .withLocalDatacenter(localDatacenter)
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, PATIENCE)
                // Without it each schema change waits a second for others to be reported with it.
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .build())
        .build();
  }
}
