package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.internal.core.ssl.DefaultSslEngineFactory;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/** Turns a {@link ScyllaConnection} into the driver's configuration. */
final class DriverOptions {

  /** Options that only the connector may set, because its guarantee rests on them. */
  private static final Set<String> OWNED =
      Set.of(
          DefaultDriverOption.CONTACT_POINTS.getPath(),
          DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER.getPath(),
          DefaultDriverOption.REQUEST_CONSISTENCY.getPath(),
          DefaultDriverOption.REQUEST_TIMEOUT.getPath(),
          DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE.getPath(),
          DefaultDriverOption.RETRY_POLICY_CLASS.getPath());

  /** Requests that one connection may carry, shared by the subtasks of a TaskManager. */
  private static final int MAX_REQUESTS_PER_CONNECTION = 8192;

  private DriverOptions() {}

  /** Notes a fault where {@code path} may not be passed through. */
  static void check(String path, OptionReader options) {
    String key = ScyllaOptions.DRIVER.key() + "." + path;
    if (path.contains("password") || path.contains("auth-provider")) {
      options.fault(
          key + " may hold a secret, which would show in Flink's UI. Use the *-file options.");
    } else if (OWNED.contains(path)) {
      options.fault(key + " is set by the connector. Remove it; see the scylladb.* options.");
    } else if (Arrays.stream(DefaultDriverOption.values())
        .noneMatch(option -> option.getPath().equals(path))) {
      options.fault(
          key + " is not an option of the driver, so it would have no effect. Correct it.");
    }
  }

  static DriverConfigLoader of(ScyllaConnection connection) throws IOException {
    ProgrammaticDriverConfigLoaderBuilder driver =
        DriverConfigLoader.programmaticBuilder(DriverOptions.class.getClassLoader())
            // Both servers speak it; Cassandra's newer V5 frames are unknown to ScyllaDB.
            .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
            .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, MAX_REQUESTS_PER_CONNECTION)
            .withString(DefaultDriverOption.REQUEST_CONSISTENCY, connection.consistency())
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, connection.requestTimeout())
            .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
            .withClass(DefaultDriverOption.RETRY_POLICY_CLASS, NeverRetryInDriver.class)
            // Nothing is under way any more when a session closes; two quiet seconds for each of
            // its thread groups would only delay restarts.
            .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
            .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0);
    addTls(driver, connection);
    connection.driverOptions().forEach((path, value) -> driver.withString(() -> path, value));
    return driver.build();
  }

  private static void addTls(
      ProgrammaticDriverConfigLoaderBuilder driver, ScyllaConnection connection)
      throws IOException {
    TlsSettings tls = connection.tls();
    if (!tls.enabled()) {
      return;
    }
    driver
        .withClass(DefaultDriverOption.SSL_ENGINE_FACTORY_CLASS, DefaultSslEngineFactory.class)
        .withBoolean(DefaultDriverOption.SSL_HOSTNAME_VALIDATION, tls.hostnameValidation());
    addStore(
        driver,
        DefaultDriverOption.SSL_TRUSTSTORE_PATH,
        tls.truststore(),
        DefaultDriverOption.SSL_TRUSTSTORE_PASSWORD,
        connection.secrets().truststorePassword());
    addStore(
        driver,
        DefaultDriverOption.SSL_KEYSTORE_PATH,
        tls.keystore(),
        DefaultDriverOption.SSL_KEYSTORE_PASSWORD,
        connection.secrets().keystorePassword());
  }

  private static void addStore(
      ProgrammaticDriverConfigLoaderBuilder driver,
      DefaultDriverOption pathOption,
      String path,
      DefaultDriverOption passwordOption,
      String passwordFile)
      throws IOException {
    if (path != null) {
      driver.withString(pathOption, path);
    }
    if (passwordFile != null) {
      driver.withString(passwordOption, SecretFiles.contentOf(passwordFile));
    }
  }
}
