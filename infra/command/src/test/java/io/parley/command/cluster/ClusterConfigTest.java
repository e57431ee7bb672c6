package io.parley.command.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.schemas.topic.TopicSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the configuration file of a cluster.
 *
 * <p>Seen red: unknown keys that are quoted with their value (the canary showed in the message); a
 * reader that stops at the first fault.
 */
class ClusterConfigTest {

  private static final String CANARY = "canary-8f2d61";

  private static final String MINIMAL =
      """
      kafka: {bootstrap-servers: "b:9092"}
      cql: {contact-points: "d:9042", datacenter: dc1}
      registry: {urls: "http://r/apis"}
      """;

  @TempDir private Path directory;

  @BeforeEach
  void writeSecret() throws IOException {
    Files.writeString(directory.resolve("secret"), CANARY + "\n");
  }

  @Test
  void aMinimalFileGetsTheDefaultsOfProduction() {
    ClusterConfig config = parse("c.yaml", MINIMAL);

    assertThat(config.services().keyspace()).isEqualTo("parley");
    assertThat(config.services().idPrefix()).isEqualTo("parley");
    assertThat(config.replication()).isEqualTo(Map.of("dc1", 3));
    assertThat(config.replicationFactor()).isEqualTo((short) 3);
    assertThat(config.transactionTimeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.services().kafkaClient()).isEqualTo(Map.of("bootstrap.servers", "b:9092"));
    assertThat(config.services().cql().contactPoints())
        .containsExactly(InetSocketAddress.createUnresolved("d", 9042));
  }

  @Test
  void aPropertiesFileSaysTheSame() {
    assertThat(
            parse(
                "c.properties",
                """
                kafka.bootstrap-servers=b:9092
                cql.contact-points=d:9042
                cql.datacenter=dc1
                registry.urls=http://r/apis
                """))
        .isEqualTo(parse("c.yaml", MINIMAL));
  }

  @Test
  void secretsComeFromTheirFilesWhenAClientIsMade() throws IOException {
    ClusterConfig config =
        parse(
            "c.yaml",
            """
            kafka:
              bootstrap-servers: b:9093
              security-protocol: SASL_SSL
              user: ops
              password-file: secret
            cql: {contact-points: "d:9042", datacenter: dc1}
            registry: {urls: "http://r/apis", user: ops, password-file: secret}
            """);
    Files.writeString(directory.resolve("secret"), "rotated \"1\"");

    Map<String, Object> kafka = config.services().kafkaClient();
    assertThat(((Password) kafka.get("sasl.jaas.config")).value())
        .endsWith("required username=\"ops\" password=\"rotated \\\"1\\\"\";");
    assertThat(kafka.toString()).doesNotContain("rotated");
    assertThat(config.services().registry().client())
        .containsEntry("basic.auth.user.info", "ops:rotated \"1\"");
    assertThat(config.toString()).doesNotContain("rotated");
  }

  @Test
  void allFaultsAreReportedAtOnce() {
    assertThatThrownBy(
            () ->
                parse(
                    "c.yaml",
                    """
                    kafka: {security-protocol: SSSL, user: ops}
                    cql: {contact-points: "d", keyspace: Bad, tls: maybe, replication: {dc1: 0}}
                    registry: {urls: "ftp://r", truststore-file: ca.pem}
                    generations: {chat.other: x}
                    jobs: {transaction-timeout: soon}
                    colour: blue
                    """))
        .isInstanceOf(ClusterConfigException.class)
        .hasMessageContainingAll(
            "kafka.bootstrap-servers: is missing",
            "kafka.security-protocol: is 'SSSL'",
            "kafka.password-file: is missing",
            "cql.contact-points: has 'd'; expected host:port",
            "cql.keyspace: is 'Bad'",
            "cql.tls: is 'maybe'",
            "cql.datacenter: is missing",
            "cql.replication.dc1: is '0'",
            "registry.urls: has 'ftp://r'",
            "registry.truststore-file: the file",
            "generations.chat.other: is no topic",
            "jobs.transaction-timeout: is 'soon'",
            "colour is not known");
  }

  @Test
  void aSecretInTheFileItselfIsRefusedAndNeverQuoted() {
    String inline =
        MINIMAL.replace("9092\"}", "9092\", password: " + CANARY + ", sasl.jaas.config: " + CANARY)
            + "}\n";
    Throwable refusal =
        catchThrowable(
            () ->
                parse(
                    "c.properties",
                    """
                    kafka.bootstrap-servers=b:9092
                    kafka.password=%1$s
                    kafka.sasl.jaas.config=x password="%1$s";
                    cql.contact-points=d:9042
                    cql.datacenter=dc1
                    registry.urls=http://me:%1$s@r/apis
                    """
                        .formatted(CANARY)));

    assertThat(refusal)
        .hasMessageContaining("kafka.password looks like a secret in plain sight")
        .hasMessageContaining("kafka.sasl.jaas.config looks like a secret")
        .hasMessageContaining("registry.urls: has a user or password in an address");
    assertThat(refusal.getMessage()).doesNotContain(CANARY);
    assertThat(catchThrowable(() -> parse("c.yaml", inline + "\n: [")).getMessage())
        .doesNotContain(CANARY);
  }

  @Test
  void generationsAndThePrefixRenameTopics() {
    ClusterConfig config =
        parse(
            "c.yaml",
            MINIMAL
                + """
                prefixes: {topics: eu., ids: eu}
                generations: {chat.commands: chat.commands.2}
                """);

    assertThat(config.topics().topics().stream().map(TopicSpec::name))
        .contains("eu.chat.commands.2", "eu.chat.events")
        .doesNotContain("eu.chat.commands");
  }

  private ClusterConfig parse(String name, String text) {
    return ClusterConfig.parse(directory.resolve(name), text);
  }
}
