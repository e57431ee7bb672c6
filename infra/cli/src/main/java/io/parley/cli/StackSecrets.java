package io.parley.cli;

import io.parley.command.ServiceAddresses;
import io.parley.command.cluster.CqlAccess;
import io.parley.command.cluster.KafkaAccess;
import io.parley.command.cluster.Login;
import io.parley.command.cluster.RegistryAccess;
import io.parley.command.cluster.SecretFile;
import io.parley.command.cluster.TlsFiles;
import io.parley.infra.local.ServerIdentity;
import io.parley.schemas.rights.Principal;
import io.parley.schemas.rights.RegistryRight;
import io.parley.schemas.rights.RightsTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The secrets of a secured stack: the servers' certificate, and a password for every principal of
 * the rights table. All are made at the start, in files that only this user can read, and are on no
 * command line.
 *
 * @param directory the directory of the files
 */
public record StackSecrets(Path directory) {

  private static final String ID_PREFIX = ServiceAddresses.DEFAULT_ID_PREFIX;
  private static final RightsTable RIGHTS = RightsTable.load();

  /** The user of the CQL server that sets up roles. It has no row in the rights table. */
  static final String CQL_ADMIN = "parley_admin";

  /** The certificate of the servers. */
  public ServerIdentity identity() {
    return new ServerIdentity(directory.resolve("server"));
  }

  /** The directory of the passwords, one file for each user. */
  public Path passwords() {
    return directory.resolve("passwords");
  }

  /** Makes a certificate, and a password for each user who has no password yet. */
  void create() {
    try {
      ServerIdentity.makePrivate(directory);
      ServerIdentity.makePrivate(passwords());
      identity().create();
      for (Principal principal : RIGHTS.principals()) {
        if (!Files.exists(password(principal.name()))) {
          setPassword(principal.name(), ServerIdentity.randomPassword());
        }
      }
      Path admin = passwords().resolve(CQL_ADMIN);
      if (!Files.exists(admin)) {
        ServerIdentity.writeSecret(admin, ServerIdentity.randomPassword());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the secrets of the stack in " + directory, e);
    }
  }

  /**
   * Writes the password of a principal, and the files that jobs read it from. The servers learn of
   * it by {@code deploy rights --passwords}.
   */
  public void setPassword(String principal, String password) throws IOException {
    Principal entry = RIGHTS.principal(principal);
    String user = entry.user(ID_PREFIX);
    ServerIdentity.writeSecret(password(principal), password);
    ServerIdentity.writeSecret(
        file(principal, "jaas"),
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password));
    ServerIdentity.writeSecret(file(principal, "registry"), user + ":" + password);
    ServerIdentity.writeSecret(file(principal, "role"), entry.role(ID_PREFIX));
  }

  /** The file of a principal's password. */
  public Path password(String principal) {
    return passwords().resolve(RIGHTS.principal(principal).user(ID_PREFIX));
  }

  private Path file(String principal, String kind) {
    return directory.resolve(RIGHTS.principal(principal).user(ID_PREFIX) + "." + kind);
  }

  /** The users who may register schemas. */
  static Set<String> registryWriters() {
    return RIGHTS.principals().stream()
        .filter(principal -> principal.registry() == RegistryRight.WRITE)
        .map(principal -> principal.user(ID_PREFIX))
        .collect(Collectors.toSet());
  }

  /** The services as a principal reaches them. */
  public ServiceAddresses services(
      String principal,
      String bootstrapServers,
      String registryUrl,
      InetSocketAddress cql,
      String datacenter) {
    Principal entry = RIGHTS.principal(principal);
    SecretFile password = new SecretFile(password(principal));
    Login user = new Login(entry.user(ID_PREFIX), password);
    return new ServiceAddresses(
        KafkaAccess.secured(bootstrapServers, user, trusting()),
        registry(principal, registryUrl),
        new CqlAccess(
            List.of(cql),
            datacenter,
            Optional.of(new Login(entry.role(ID_PREFIX), password)),
            Optional.of(trusting())),
        ServiceAddresses.DEFAULT_KEYSPACE,
        "",
        ID_PREFIX,
        Map.of(),
        Optional.empty());
  }

  /** The registry as a principal reaches it. */
  RegistryAccess registry(String principal, String url) {
    Login user =
        new Login(RIGHTS.principal(principal).user(ID_PREFIX), new SecretFile(password(principal)));
    return new RegistryAccess(List.of(url), Optional.of(user), TlsFiles.none());
  }

  /** What clients trust. */
  TlsFiles trusting() {
    return TlsFiles.trusting(identity().authority());
  }

  /** The broker as its own certificate reaches it. It may do everything. */
  KafkaAccess brokerItself(String internalListener) {
    SecretFile password = new SecretFile(identity().password());
    return new KafkaAccess(
        internalListener,
        "SSL",
        KafkaAccess.DEFAULT_MECHANISM,
        Optional.empty(),
        new TlsFiles(
            Optional.of(identity().authority()),
            Optional.empty(),
            Optional.of(identity().keystore()),
            Optional.of(password)));
  }

  /** The options with which a job logs in. They name files and hold no secret. */
  Map<String, String> jobOptions(String job) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--kafka.client.security.protocol", "SASL_SSL");
    options.put("--kafka.client.sasl.mechanism", KafkaAccess.DEFAULT_MECHANISM);
    options.put(
        "--kafka.client.sasl.jaas.config",
        "${directory:%s:%s}".formatted(directory, file(job, "jaas").getFileName()));
    options.put("--kafka.client.ssl.truststore.type", "PEM");
    options.put("--kafka.client.ssl.truststore.location", identity().authority().toString());
    options.put("--registry.auth-file", file(job, "registry").toString());
    options.put("--scylladb.username-file", file(job, "role").toString());
    options.put("--scylladb.password-file", password(job).toString());
    options.put("--scylladb.tls.enabled", "true");
    options.put("--scylladb.tls.truststore", identity().truststore().toString());
    options.put("--scylladb.tls.truststore-password-file", identity().password().toString());
    return options;
  }
}
