package io.parley.command.cluster;

import io.parley.command.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The files of a TLS connection.
 *
 * @param truststore the certificates of the authorities to trust, as PEM, PKCS12 or JKS; the JVM's
 *     own if empty
 * @param truststorePassword of a PKCS12 or JKS file, if it has one
 * @param keystore this client's own certificate and key, as PKCS12 or JKS, where servers ask for
 *     one
 * @param keystorePassword of the key store and of the key in it
 */
public record TlsFiles(
    Optional<Path> truststore,
    Optional<SecretFile> truststorePassword,
    Optional<Path> keystore,
    Optional<SecretFile> keystorePassword) {

  /** No files: the JVM's own authorities, and no certificate of the client. */
  public static TlsFiles none() {
    return new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Trusts the authorities of one file. */
  public static TlsFiles trusting(Path truststore) {
    return new TlsFiles(
        Optional.of(truststore), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same as properties of a Kafka client. */
  public Map<String, String> kafkaProperties() {
    Map<String, String> properties = new TreeMap<>();
    truststore.ifPresent(
        file -> {
          properties.put("ssl.truststore.location", file.toString());
          properties.put("ssl.truststore.type", typeOf(file));
        });
    truststorePassword.ifPresent(
        secret -> properties.put("ssl.truststore.password", secret.read()));
    keystore.ifPresent(
        file -> {
          properties.put("ssl.keystore.location", file.toString());
          properties.put("ssl.keystore.type", typeOf(file));
        });
    keystorePassword.ifPresent(
        secret -> {
          properties.put("ssl.keystore.password", secret.read());
          properties.put("ssl.key.password", secret.read());
        });
    return properties;
  }

  /**
   * The same for Java's own TLS.
   *
   * @throws CommandFailure if a file cannot be read
   */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new CommandFailure(
          "The TLS files %s, %s cannot be used: %s. Expected certificates in PEM, PKCS12 or JKS, and the right password."
              .formatted(named(truststore), named(keystore), e.getMessage()));
    }
  }

  private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
    if (truststore.isEmpty()) {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(load(truststore.get(), truststorePassword));
    return factory.getTrustManagers();
  }

  private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
    if (keystore.isEmpty()) {
      return null;
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(
        load(keystore.get(), keystorePassword),
        keystorePassword.map(secret -> secret.read().toCharArray()).orElse(null));
    return factory.getKeyManagers();
  }

  private static KeyStore load(Path file, Optional<SecretFile> password)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (!typeOf(file).equals("PEM")) {
        KeyStore store = KeyStore.getInstance(typeOf(file));
        store.load(in, password.map(secret -> secret.read().toCharArray()).orElse(null));
        return store;
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      return store;
    }
  }

  /** The kind of file, by its name, as Kafka and Java call it. */
  static String typeOf(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".p12") || name.endsWith(".pkcs12") || name.endsWith(".pfx")) {
      return "PKCS12";
    }
    return name.endsWith(".jks") ? "JKS" : "PEM";
  }

  private static String named(Optional<Path> file) {
    return file.map(Path::toString).orElse("(none)");
  }
}
