package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScyllaOptionsTest {

  @Test
  void allFaultsAreReportedAtOnce() {
    Configuration options = new Configuration();
    options.setString("scylladb.max-in-flight", "0");
    options.setString("scylladb.consistency", "MOST");
    options.setString("scylladb.retry.jitter", "lots");
    options.setString("scylladb.contactpoints", "a:9042");

    assertThatThrownBy(() -> ScyllaSink.<Reading>builder().options(options).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "There is no upsert",
            "scylladb.contact-points is not set",
            "scylladb.local-datacenter is not set",
            "scylladb.max-in-flight is 0, expected a number above 0",
            "scylladb.consistency is MOST",
            "scylladb.retry.jitter",
            "scylladb.contactpoints is not an option. Known options: scylladb.contact-points, ");
  }

  @Test
  void aSinkWithoutALocalDataCenterIsRefused() {
    Configuration options = valid();
    options.removeConfig(ScyllaOptions.LOCAL_DATACENTER);

    assertThatThrownBy(() -> read(options))
        .hasMessageContaining("without it LOCAL_QUORUM has no meaning");
  }

  @ParameterizedTest
  @EnumSource(
      value = DeliveryGuarantee.class,
      names = {"EXACTLY_ONCE", "NONE"})
  void otherGuaranteesThanAtLeastOnceAreRefused(DeliveryGuarantee guarantee) {
    assertThatThrownBy(() -> ScyllaSink.builder().deliveryGuarantee(guarantee))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(guarantee + ", expected AT_LEAST_ONCE");
  }

  @ParameterizedTest
  @CsvSource({
    "scylladb.contact-points, nohost",
    "scylladb.contact-points, host:port",
    "scylladb.consistency, ANY",
    "scylladb.consistency, LOCAL_SERIAL",
    "scylladb.batch.max-rows, -1",
    "scylladb.flush-timeout, 0 s",
    "scylladb.max-in-flight-per-partition, 0",
    "scylladb.max-in-flight-per-partition, 513",
    "scylladb.max-pending-records, 0",
    "scylladb.max-pending-bytes, 0 b",
    "scylladb.tls.truststore, /ca.jks",
    "scylladb.username-file, /user",
    "scylladb.driver.basic.request.consistency, ONE",
    "scylladb.driver.advanced.auth-provider.password, secret",
    "scylladb.driver.advanced.ssl-engine-factory.truststore-password, secret",
    "scylladb.driver.advanced.conection.pool.local.size, 2",
  })
  void aBadValueIsRefusedByName(String key, String value) {
    Configuration options = valid();
    options.setString(key, value);

    assertThatThrownBy(() -> read(options)).hasMessageContaining(key);
  }

  @Test
  void aSecretIsReadFromItsFileAndShowsNowhere(@TempDir Path files) throws IOException {
    Path user = Files.writeString(files.resolve("user"), "parley\n");
    Path password = Files.writeString(files.resolve("password"), "canary-secret\n");
    Configuration options = valid();
    options.set(ScyllaOptions.USERNAME_FILE, user.toString());
    options.set(ScyllaOptions.PASSWORD_FILE, password.toString());

    ScyllaConnection connection = read(options);

    assertThat(SecretFiles.contentOf(connection.secrets().password())).isEqualTo("canary-secret");
    assertThat(connection.toString()).doesNotContain("canary-secret").contains("password");
  }

  @Test
  void aMissingSecretFileIsNamed() {
    assertThatThrownBy(() -> SecretFiles.contentOf("/no/such/file"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/file");
  }

  @Test
  void equalOptionsMakeEqualConnections() {
    Configuration one = valid();
    one.setString("scylladb.driver.advanced.connection.pool.local.size", "2");
    Configuration other = new Configuration(one);
    other.set(ScyllaOptions.MAX_IN_FLIGHT, 7);
    other.setString("some.other.option", "x");

    assertThat(read(one)).isEqualTo(read(other)).hasSameHashCodeAs(read(other));
  }

  @Test
  void theDefaultsAreValid() {
    OptionReader options = new OptionReader(valid());
    WriteSettings settings = WriteSettings.read(options);
    options.check();

    assertThat(settings.batchMaxRows()).isEqualTo(1);
    assertThat(settings.backoff().delayMillis(1, Duration.ofMinutes(10).toMillis()))
        .isEqualTo(Backoff.GIVE_UP);
  }

  private static ScyllaConnection read(Configuration configuration) {
    OptionReader options = new OptionReader(configuration);
    ScyllaConnection connection = ScyllaConnection.read(options);
    WriteSettings.read(options);
    options.check();
    return connection;
  }

  private static Configuration valid() {
    Configuration options = new Configuration();
    options.set(ScyllaOptions.CONTACT_POINTS, List.of("127.0.0.1:9042"));
    options.set(ScyllaOptions.LOCAL_DATACENTER, "datacenter1");
    return options;
  }
}
