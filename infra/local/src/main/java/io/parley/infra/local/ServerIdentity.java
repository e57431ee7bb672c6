package io.parley.infra.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate of the local servers, with its key, and what clients need to trust it. It is made
 * anew at each start with the JDK's {@code keytool}, holds for 127.0.0.1 and localhost, and signs
 * itself. Passwords are in files of mode 0600 and on no command line.
 */
public final class ServerIdentity {

  /** The name in the certificate. Kafka's servers know each other by it. */
  public static final String NAME = "CN=parley-server";

  private static final String VALID_DAYS = "30";
  private static final long TOOL_SECONDS = 60;
  private static final int PASSWORD_BYTES = 24;
  private static final int PEM_LINE = 64;

  private final Path directory;

  /** An identity in a directory. Makes nothing yet. */
  public ServerIdentity(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /** Makes the files, in place of those of an earlier start. */
  public void create() {
    try {
      makePrivate(directory);
      for (Path old : List.of(keystore(), authority(), truststore())) {
        Files.deleteIfExists(old);
      }
      writeSecret(password(), randomPassword());
      keytool(
          "-genkeypair",
          "-alias",
          "server",
          "-keyalg",
          "EC",
          "-groupname",
          "secp256r1",
          "-dname",
          NAME,
          "-ext",
          "san=ip:127.0.0.1,dns:localhost",
          "-validity",
          VALID_DAYS,
          "-storetype",
          "PKCS12",
          "-keystore",
          keystore().toString());
      keytool(
          "-exportcert",
          "-rfc",
          "-alias",
          "server",
          "-keystore",
          keystore().toString(),
          "-file",
          authority().toString());
      keytool(
          "-importcert",
          "-noprompt",
          "-alias",
          "authority",
          "-file",
          authority().toString(),
          "-storetype",
          "PKCS12",
          "-keystore",
          truststore().toString());
      makePrivateFile(keystore());
      writeSecret(keyAndCertificate(), pemOfKey() + Files.readString(authority()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the servers' certificate in " + directory, e);
    }
  }

  /** The certificate and its key, as PKCS12. */
  public Path keystore() {
    return directory.resolve("server.p12");
  }

  /** The key and the certificate as PEM, for a server that takes no password from a file. */
  public Path keyAndCertificate() {
    return directory.resolve("server.pem");
  }

  private String pemOfKey() throws IOException {
    try (InputStream in = Files.newInputStream(keystore())) {
      char[] password = Files.readString(password()).toCharArray();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'})
              .encodeToString(store.getKey("server", password).getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot read the key in " + keystore(), e);
    }
  }

  /** The file of the password of both stores. */
  public Path password() {
    return directory.resolve("store-password");
  }

  /** What clients trust, as PEM. */
  public Path authority() {
    return directory.resolve("ca.pem");
  }

  /** What clients trust, as PKCS12. */
  public Path truststore() {
    return directory.resolve("trust.p12");
  }

  /** A context that trusts this identity and no other. */
  SSLContext trusting() throws IOException {
    try (InputStream in = Files.newInputStream(truststore())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, Files.readString(password()).toCharArray());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot trust " + truststore(), e);
    }
  }

  /** A password that nobody can guess, of letters, digits, - and _. */
  public static String randomPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Writes a file that only this user can read, or replaces it in one step, because a server may
   * read it at any time. It has no line end, since some servers keep it.
   */
  public static void writeSecret(Path file, String secret) throws IOException {
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            ".draft",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, secret);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes a directory that only this user can enter. */
  public static void makePrivate(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  private static void makePrivateFile(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass:file", password().toString()));
    Path log = directory.resolve("keytool.log");
    Process tool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!tool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0) {
        tool.destroyForcibly();
        throw new IOException(
            "keytool %s failed: %s".formatted(arguments[0], Files.readString(log).strip()));
      }
    } catch (InterruptedException e) {
      tool.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for keytool", e);
    }
  }
}
