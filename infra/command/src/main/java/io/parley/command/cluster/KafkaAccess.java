package io.parley.command.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.types.Password;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers brokers to start from, {@code host:port}, separated by commas
 * @param securityProtocol PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
 * @param saslMechanism SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN; without effect where there is no
 *     login
 * @param login who connects, where the protocol has a login
 * @param tls the files of TLS, where the protocol has TLS
 */
public record KafkaAccess(
    String bootstrapServers,
    String securityProtocol,
    String saslMechanism,
    Optional<Login> login,
    TlsFiles tls) {

  /** The mechanism unless a deployment says otherwise. */
  public static final String DEFAULT_MECHANISM = "SCRAM-SHA-512";

  /** Brokers that ask for no login and encrypt nothing. */
  public static KafkaAccess plaintext(String bootstrapServers) {
    return new KafkaAccess(
        bootstrapServers, "PLAINTEXT", DEFAULT_MECHANISM, Optional.empty(), TlsFiles.none());
  }

  /** Brokers with SASL over TLS. */
  public static KafkaAccess secured(String bootstrapServers, Login login, TlsFiles tls) {
    return new KafkaAccess(
        bootstrapServers, "SASL_SSL", DEFAULT_MECHANISM, Optional.of(login), tls);
  }

  /**
   * The properties of any Kafka client. Reads the secrets from their files. Secrets are of Kafka's
   * type {@link Password}, which prints as {@code [hidden]}.
   */
  public Map<String, Object> client() {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    if (!securityProtocol.equals("PLAINTEXT")) {
      properties.put("security.protocol", securityProtocol);
    }
    if (securityProtocol.endsWith("SSL")) {
      tls.kafkaProperties()
          .forEach(
              (key, value) ->
                  properties.put(key, key.endsWith(".password") ? new Password(value) : value));
    }
    if (securityProtocol.startsWith("SASL")) {
      properties.put("sasl.mechanism", saslMechanism);
      login.ifPresent(who -> properties.put("sasl.jaas.config", new Password(jaas(who))));
    }
    return properties;
  }

  private String jaas(Login who) {
    String module =
        saslMechanism.equals("PLAIN")
            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
            : "org.apache.kafka.common.security.scram.ScramLoginModule";
    return "%s required username=%s password=%s;"
        .formatted(module, quoted(who.user()), quoted(who.passwordFile().read()));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
