package io.parley.common.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.flink.connector.scylladb.ScyllaOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SharedOptionsTest {

  private static <T> T parse(OptionGroup group, Function<OptionReader, T> read, String... args) {
    return JobArguments.parse(List.of(group), args, read).options();
  }

  private static List<String> faults(
      OptionGroup group, Function<OptionReader, ?> read, String... args) {
    return catchThrowableOfType(InvalidOptionsException.class, () -> parse(group, read, args))
        .faults();
  }

  @Test
  void kafkaClientPropertiesAreHandedOnWithoutTheirPrefix() {
    KafkaOptions kafka =
        parse(
            KafkaOptions.GROUP,
            KafkaOptions::read,
            "--kafka.bootstrap-servers=a:1,b:2",
            "--kafka.client.security.protocol=SASL_SSL",
            "--kafka.client.max.poll.records=100");

    assertThat(kafka.bootstrapServers()).isEqualTo("a:1,b:2");
    assertThat(kafka.clientProperties())
        .containsOnlyKeys("security.protocol", "max.poll.records")
        .containsEntry("security.protocol", "SASL_SSL");
  }

  @Test
  void kafkaClientPropertiesThatTheGuaranteesRestOnAreRefused() {
    assertThat(
            faults(
                KafkaOptions.GROUP,
                KafkaOptions::read,
                "--kafka.bootstrap-servers=a:1",
                "--kafka.client.acks=1",
                "--kafka.client.partitioner.class=x"))
        .allSatisfy(f -> assertThat(f).contains("set by the job"))
        .hasSize(2);
  }

  @Test
  void aMistypedKafkaClientPropertyIsRefused() {
    assertThat(
            faults(
                KafkaOptions.GROUP,
                KafkaOptions::read,
                "--kafka.bootstrap-servers=a:1",
                "--kafka.client.linger.msec=1"))
        .containsExactly("kafka.client.linger.msec: no Kafka client knows such a property");
  }

  /** Seen red with the whole text taken for one address. */
  @Test
  void theRegistryMayHaveSeveralNodes() {
    RegistryOptions registry =
        parse(
            RegistryOptions.GROUP,
            RegistryOptions::read,
            "--registry.url=http://one:8081, https://two/apis/ccompat/v7");

    assertThat(registry.urls()).containsExactly("http://one:8081", "https://two/apis/ccompat/v7");
    assertThat(
            faults(
                RegistryOptions.GROUP,
                RegistryOptions::read,
                "--registry.url=http://one:8081,two:8081"))
        .singleElement()
        .asString()
        .startsWith("registry.url: expected http://host");
  }

  @Test
  void theConnectorGetsItsOptionsUnderItsOwnKeys() {
    DatabaseOptions database =
        parse(
            DatabaseOptions.GROUP,
            DatabaseOptions::read,
            "--scylladb.contact-points=a:9042",
            "--scylladb.local-datacenter=dc1",
            "--scylladb.consistency=QUORUM");

    assertThat(database.keyspace()).isEqualTo("parley");
    assertThat(database.connector().toMap())
        .containsOnly(
            Map.entry("scylladb.contact-points", "a:9042"),
            Map.entry("scylladb.local-datacenter", "dc1"),
            Map.entry("scylladb.consistency", "QUORUM"),
            Map.entry("scylladb.min-replicas", "2"));
  }

  /** Red when the demand of two replicas wins over the option. */
  @Test
  void oneReplicaIsEnoughWhereAnOptionSaysSo() {
    DatabaseOptions database =
        parse(
            DatabaseOptions.GROUP,
            DatabaseOptions::read,
            "--scylladb.contact-points=a:9042",
            "--scylladb.local-datacenter=dc1",
            "--scylladb.min-replicas=1");

    assertThat(database.connector().get(ScyllaOptions.MIN_REPLICAS)).isEqualTo(1);
  }

  @Test
  void aConsistencyBelowAQuorumIsRefusedAndWhatTheConnectorMissesIsNamed() {
    assertThat(faults(DatabaseOptions.GROUP, DatabaseOptions::read, "--scylladb.consistency=ONE"))
        .satisfiesExactlyInAnyOrder(
            f -> assertThat(f).startsWith("scylladb.contact-points: missing"),
            f -> assertThat(f).startsWith("scylladb.local-datacenter: missing"),
            f ->
                assertThat(f)
                    .startsWith("scylladb.consistency: is ONE; expected LOCAL_QUORUM or stronger"));
  }
}
