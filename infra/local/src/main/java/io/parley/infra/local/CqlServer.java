package io.parley.infra.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CQL server: Cassandra 5 in place of ScyllaDB, because there is no ScyllaDB server as a jar. Use
 * only CQL that both understand.
 *
 * <p>Between two requests a worker of Cassandra sleeps for some 10 µs at a time, 15,000 times a
 * second. The kernel makes these sleeps longer ({@link JavaCommand#COARSE_SLEEPS}). A request waits
 * up to a millisecond longer for it, and the server needs less than half of the processor time.
 *
 * <p>Acknowledged writes survive a kill unless {@link CommitLogSync#PERIODIC} is asked for. The
 * server needs about 420 MiB and 6 to 9 s to start on a quiet machine.
 */
public final class CqlServer extends LocalServer {

  /** The module that lists the server's jars. */
  private static final String CASSANDRA = "cassandra";

  /** Begins the name of the server's own jar; its version follows. */
  private static final String JAR = "cassandra-all-";

  private static final byte OPTIONS_REQUEST = 0x05;
  private static final byte SUPPORTED_RESPONSE = 0x06;
  private static final int HEADER_LENGTH = 9;
  private static final int ANSWER_MILLIS = 3_000;

  /**
   * The settings of a server.
   *
   * @param port the port for clients, 0 for a free one
   * @param commitLogSync when a write is acknowledged
   * @param fullCompiler false starts fast and suits tests; true reaches full speed after minutes of
   *     load, for benchmarks
   * @param identity if there is one, clients need TLS and a login, and roles have only the rights
   *     that were granted
   */
  public record Settings(
      int port,
      CommitLogSync commitLogSync,
      boolean fullCompiler,
      Optional<ServerIdentity> identity) {

    /** A free port, durable writes, fast start. */
    public static Settings defaults() {
      return new Settings(0, CommitLogSync.BATCH, false, Optional.empty());
    }

    public Settings withPort(int port) {
      return new Settings(port, commitLogSync, fullCompiler, identity);
    }

    public Settings withCommitLogSync(CommitLogSync commitLogSync) {
      return new Settings(port, commitLogSync, fullCompiler, identity);
    }

    public Settings withFullCompiler() {
      return new Settings(port, commitLogSync, true, identity);
    }

    /** The same, secured. */
    public Settings withIdentity(ServerIdentity server) {
      return new Settings(port, commitLogSync, fullCompiler, Optional.of(server));
    }
  }

  private final Settings settings;
  private final CassandraNode node;

  /** A single server with default settings. */
  public CqlServer(Path stack) {
    this("cql", stack, Settings.defaults());
  }

  /** A single server. */
  public CqlServer(String name, Path stack, Settings settings) {
    this(name, stack, settings, CassandraNode.alone());
  }

  CqlServer(String name, Path stack, Settings settings, CassandraNode node) {
    super(name, stack);
    this.settings = settings;
    this.node = node;
  }

  @Override
  void choosePorts() {
    node.choosePorts(settings.port());
  }

  @Override
  JavaCommand prepare() throws IOException {
    Path yaml =
        Files.writeString(
            directory().resolve("cassandra.yaml"),
            node.yaml(directory(), settings.commitLogSync())
                + settings.identity().map(CqlServer::security).orElse(""));
    Path logback = Resources.copy("logback.xml", directory());
    List<Path> classPath = ServerClassPath.of(CASSANDRA);
    List<String> options =
        new ArrayList<>(CassandraNode.jvmOptions(classPath, settings.fullCompiler()));
    options.add("-Dcassandra.config=" + yaml.toUri());
    options.add("-Dcassandra.storagedir=" + directory());
    options.add("-Dlogback.configurationFile=" + logback);
    return new JavaCommand(
        classPath,
        options,
        "org.apache.cassandra.service.CassandraDaemon",
        List.of(),
        Map.of(),
        JavaCommand.COARSE_SLEEPS);
  }

  /** The lines of the configuration of a secured server. */
  private static String security(ServerIdentity server) {
    return """

    authenticator: PasswordAuthenticator
    authorizer: CassandraAuthorizer
    role_manager: CassandraRoleManager
    client_encryption_options:
      enabled: true
      optional: false
      ssl_context_factory:
        class_name: org.apache.cassandra.security.PEMBasedSslContextFactory
      keystore: "%s"
      require_client_auth: false
    """
        .formatted(server.keyAndCertificate());
  }

  private Socket socket() throws IOException {
    return settings.identity().isPresent()
        ? settings.identity().get().trusting().getSocketFactory().createSocket()
        : new Socket();
  }

  /**
   * The server answers an OPTIONS frame of the CQL protocol without a session, and only once it
   * serves clients.
   */
  @Override
  boolean isReady() throws IOException {
    try (Socket socket = socket()) {
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.connect(contactPoint(), ANSWER_MILLIS);
      socket.getOutputStream().write(new byte[] {4, 0, 0, 0, OPTIONS_REQUEST, 0, 0, 0, 0});
      byte[] header = socket.getInputStream().readNBytes(HEADER_LENGTH);
      return header.length == HEADER_LENGTH && header[4] == SUPPORTED_RESPONSE;
    }
  }

  /** Whether this node has seen every other node of its ring come up since it was started. */
  boolean seesItsPeers() {
    return node.seesItsPeers(log());
  }

  @Override
  public String address() {
    return contactPoint().getHostString() + ":" + contactPoint().getPort();
  }

  /** Where a driver connects. Known once the server has been started. */
  public InetSocketAddress contactPoint() {
    return new InetSocketAddress(node.address(), known(node.clientPort()));
  }

  /** The version of Cassandra that this build starts, by the name of its jar. */
  public static String version() {
    String jar = ServerClassPath.jar(CASSANDRA, JAR).getFileName().toString();
    return jar.substring(JAR.length(), jar.length() - ".jar".length());
  }

  /** The data center that a driver must be given. */
  public String localDatacenter() {
    return "datacenter1";
  }
}
