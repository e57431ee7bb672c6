package io.parley.common.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows a canary, a value that looks like nothing else, through everything that can be seen. */
class SecretsTest {

  private static final String CANARY = "canary-7f3a";

  private static final List<OptionGroup> GROUPS =
      List.of(KafkaOptions.GROUP, RegistryOptions.GROUP, DatabaseOptions.GROUP);

  record All(KafkaOptions kafka, RegistryOptions registry, DatabaseOptions database) {
    static All read(OptionReader reader) {
      return new All(
          KafkaOptions.read(reader), RegistryOptions.read(reader), DatabaseOptions.read(reader));
    }
  }

  private static Parsed<All> parse(String... more) {
    String[] base = {
      "--kafka.bootstrap-servers=localhost:1",
      "--registry.url=http://localhost:2",
      "--scylladb.contact-points=localhost:3",
      "--scylladb.local-datacenter=dc1"
    };
    String[] args = new String[base.length + more.length];
    System.arraycopy(base, 0, args, 0, base.length);
    System.arraycopy(more, 0, args, base.length, more.length);
    return JobArguments.parse(GROUPS, args, All::read);
  }

  @Test
  void aSecretPrintsAsStars() {
    assertThat(new Secret(CANARY)).hasToString("****");
    assertThat(String.valueOf(new Secret(CANARY))).doesNotContain(CANARY);
    assertThat(new Secret(CANARY).reveal()).isEqualTo(CANARY);
  }

  @Test
  void theSecretOfAFileIsInNoOptionAndInNoSerializedForm(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("auth");
    Files.writeString(file, "parley:" + CANARY + "\n");

    Parsed<All> parsed = parse("--registry.auth-file", file.toString());

    assertThat(parsed.toString()).doesNotContain(CANARY).contains(file.toString());
    assertThat(parsed.effective().toString()).doesNotContain(CANARY);
    assertThat(new String(InstantiationUtil.serializeObject(parsed.options().registry()), UTF_8))
        .doesNotContain(CANARY);
    assertThat(parsed.options().registry().authFile().read().reveal())
        .isEqualTo("parley:" + CANARY);
  }

  @Test
  void aSecretFileThatIsMissingIsNamed() {
    assertThatThrownBy(() -> new SecretFile("/nowhere/auth").read())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("'/nowhere/auth'")
        .hasMessageContaining("every TaskManager");
  }

  @Test
  void aKafkaSecretInPlainSightIsRefusedWithoutQuotingIt() {
    InvalidOptionsException refused =
        catchThrowableOfType(
            InvalidOptionsException.class,
            () ->
                parse(
                    "--kafka.client.sasl.jaas.config=" + CANARY,
                    "--kafka.client.ssl.keystore.key=" + CANARY,
                    "--kafka.client.ssl.truststore.password=prefix${file:/a:b}" + CANARY,
                    "--registry.url=http://user:" + CANARY + "@host",
                    "--registry.pasword=" + CANARY,
                    CANARY));

    assertThat(refused.faults()).hasSize(6);
    assertThat(refused.getMessage()).doesNotContain(CANARY).contains("sasl.jaas.config");
  }

  @Test
  void aBrokenFileOfOptionsIsNotQuoted(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("broken.yaml");
    Files.writeString(file, "a: [" + CANARY + "\nb: }");
    assertThatThrownBy(() -> parse("--config", file.toString()))
        .hasMessageContaining("broken.yaml")
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void aKafkaSecretByReferenceIsResolvedByKafkaItself(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("kafka.properties");
    Files.writeString(file, "password=" + CANARY + "\n");

    Parsed<All> parsed =
        parse("--kafka.client.ssl.truststore.password=${file:" + file + ":password}");

    assertThat(parsed.toString()).doesNotContain(CANARY);
    Map<String, Object> properties = new HashMap<>(parsed.options().kafka().clientProperties());
    properties.put("bootstrap.servers", "localhost:1");
    AdminClientConfig config = new AdminClientConfig(properties);
    assertThat(config.getPassword("ssl.truststore.password").value()).isEqualTo(CANARY);
  }
}
