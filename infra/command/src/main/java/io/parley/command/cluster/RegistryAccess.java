package io.parley.command.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How to reach the schema registry.
 *
 * @param urls base addresses of the Confluent API, one for each node
 * @param login for HTTP basic authentication, if the registry asks for it
 * @param tls the trust store for https, as PKCS12 or JKS
 */
public record RegistryAccess(List<String> urls, Optional<Login> login, TlsFiles tls) {

  public RegistryAccess {
    urls = List.copyOf(urls);
  }

  /** A registry that asks for no login. */
  public static RegistryAccess open(String url) {
    return new RegistryAccess(List.of(url), Optional.empty(), TlsFiles.none());
  }

  /** The settings of the Confluent client. Reads the secrets from their files. */
  public Map<String, Object> client() {
    Map<String, Object> config = new TreeMap<>();
    login.ifPresent(
        who -> {
          config.put("basic.auth.credentials.source", "USER_INFO");
          config.put("basic.auth.user.info", who.user() + ":" + who.passwordFile().read());
        });
    for (Path truststore : tls.truststore().stream().toList()) {
      config.put("schema.registry.ssl.truststore.location", truststore.toString());
      config.put("schema.registry.ssl.truststore.type", TlsFiles.typeOf(truststore));
      tls.truststorePassword()
          .ifPresent(
              secret -> config.put("schema.registry.ssl.truststore.password", secret.read()));
    }
    return config;
  }
}
