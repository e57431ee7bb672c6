package io.parley.infra.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kafka broker that is its own controller (KRaft).
 *
 * <p>It creates no topic by itself, so a misspelt topic name fails. It needs about 400 MiB, and 4
 * to 6 s to start on a quiet machine.
 */
public final class KafkaBroker extends LocalServer {

  /** Any 16 bytes in base64; the same in each stack, since a stack is one cluster. */
  private static final String CLUSTER_ID = "cGFybGV5LWxvY2FsLTAwMA";

  /**
   * The settings of a broker.
   *
   * @param port the port for clients, 0 for a free one
   * @param proxyPort where a proxy on this machine passes connections on to a listener of their
   *     own, 0 for none; see {@link #withProxyAt}
   * @param properties broker properties that replace the default ones or are added to them
   * @param fullCompiler false starts fast and suits tests; true reaches full speed after a minute
   *     of load, for benchmarks
   * @param identity if there is one, clients need TLS and a login, and the authorizer refuses what
   *     no ACL allows
   * @param metricRules if there is one, a file that tells Prometheus' JMX exporter which of the
   *     broker's beans to show; the exporter then runs in the broker's process, and the broker
   *     needs half a second more to start
   */
  public record Settings(
      int port,
      int proxyPort,
      Map<String, String> properties,
      boolean fullCompiler,
      Optional<ServerIdentity> identity,
      Optional<Path> metricRules) {

    public Settings {
      properties = Map.copyOf(properties);
    }

    /** A free port and properties that suit one small broker. */
    public static Settings defaults() {
      return new Settings(0, 0, Map.of(), false, Optional.empty(), Optional.empty());
    }

    public Settings withPort(int port) {
      return new Settings(port, proxyPort, properties, fullCompiler, identity, metricRules);
    }

    /**
     * The same with one more listener, {@link KafkaBroker#proxiedListener()}. To clients of this
     * listener the broker names the port of a proxy as its own, so a client that connects through
     * the proxy stays behind it.
     */
    public Settings withProxyAt(int port) {
      return new Settings(this.port, port, properties, fullCompiler, identity, metricRules);
    }

    public Settings withFullCompiler() {
      return new Settings(port, proxyPort, properties, true, identity, metricRules);
    }

    /** The same, secured. */
    public Settings withIdentity(ServerIdentity server) {
      return new Settings(
          port, proxyPort, properties, fullCompiler, Optional.of(server), metricRules);
    }

    /** The same with metrics for Prometheus; see {@link KafkaBroker#metricsUrl}. */
    public Settings withMetrics(Path rules) {
      return new Settings(
          port, proxyPort, properties, fullCompiler, identity, Optional.of(rules.toAbsolutePath()));
    }
  }

  /** Begins the name of the jar of Prometheus' JMX exporter. */
  private static final String JMX_EXPORTER = "jmx_prometheus_javaagent";

  private final Settings settings;
  private int port;
  private int controllerPort;
  private int proxiedPort;
  private int internalPort;
  private int metricsPort;
  private Map<String, String> environment = Map.of();

  /** A broker with default settings. */
  public KafkaBroker(Path stack) {
    this("kafka", stack, Settings.defaults());
  }

  public KafkaBroker(String name, Path stack, Settings settings) {
    super(name, stack);
    this.settings = settings;
  }

  /**
   * Adds variables to the environment of every later start, such as a library that is loaded before
   * all others. They replace those that were given before.
   */
  public void setEnvironment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
  }

  @Override
  void choosePorts() {
    port = Ports.choose(settings.port());
    controllerPort = Ports.free();
    proxiedPort = settings.proxyPort() == 0 ? 0 : Ports.free();
    internalPort = settings.identity().isPresent() ? Ports.free() : 0;
    metricsPort = settings.metricRules().isPresent() ? Ports.free() : 0;
  }

  @Override
  JavaCommand prepare() throws IOException {
    Path properties = Files.writeString(directory().resolve("server.properties"), properties());
    Path data = directory().resolve("data");
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(properties);
    }
    return java("kafka.Kafka", exporter(), List.of(properties.toString()))
        .withEnvironment(environment);
  }

  private String properties() throws IOException {
    StringBuilder text =
        new StringBuilder(
            Resources.text("kafka.properties")
                .replace("${directory}", directory().toString())
                .replace("${port}", Integer.toString(port))
                .replace("${controller.port}", Integer.toString(controllerPort)));
    // Of two lines for one key, the last one counts.
    if (proxiedPort != 0) {
      text.append(secondListener());
    }
    settings
        .identity()
        .ifPresent(
            server -> text.append(KafkaSecurity.of(server, port, internalPort, controllerPort)));
    settings.properties().forEach((key, value) -> text.append(key + "=" + value + "\n"));
    return text.toString();
  }

  /** The listeners of the broker's properties, with one more. */
  private String secondListener() {
    return """
    listeners=CLIENT://127.0.0.1:%1$d,PROXIED://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
    advertised.listeners=CLIENT://127.0.0.1:%1$d,PROXIED://127.0.0.1:%4$d
    listener.security.protocol.map=CLIENT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT
    """
        .formatted(port, proxiedPort, controllerPort, settings.proxyPort());
  }

  private void format(Path properties) throws IOException {
    List<String> arguments =
        List.of(
            "format",
            "--cluster-id",
            CLUSTER_ID,
            "--config",
            properties.toString(),
            "--ignore-formatted");
    java("kafka.tools.StorageTool", List.of(), arguments).run(directory(), log());
  }

  /** The options of a JVM that shows its metrics. */
  private List<String> exporter() {
    return settings
        .metricRules()
        .map(
            rules ->
                "-javaagent:%s=127.0.0.1:%d:%s"
                    .formatted(ServerClassPath.jar("kafka", JMX_EXPORTER), metricsPort, rules))
        .stream()
        .toList();
  }

  private JavaCommand java(String mainClass, List<String> more, List<String> arguments)
      throws IOException {
    Path log4j = Resources.copy("log4j2.properties", directory());
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xms64m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog4j2.configurationFile=" + log4j));
    if (!settings.fullCompiler()) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    options.addAll(more);
    return new JavaCommand(ServerClassPath.of("kafka"), options, mainClass, arguments, Map.of());
  }

  /** A broker answers clients before it has joined its cluster; its log says when it has. */
  @Override
  boolean isReady() {
    return log().contains("Kafka Server started");
  }

  @Override
  public String address() {
    return bootstrapServers();
  }

  /** Where a client connects. Known once the broker has been started. */
  public String bootstrapServers() {
    return "127.0.0.1:" + known(port);
  }

  /**
   * Where the holder of the server's own certificate connects, who may do everything. Known once a
   * secured broker has been started.
   */
  public String internalListener() {
    return "127.0.0.1:" + known(internalPort);
  }

  /**
   * Where Prometheus reads the broker's metrics. Known once a broker that shows metrics has been
   * started.
   */
  public String metricsUrl() {
    return "http://127.0.0.1:" + known(metricsPort) + "/metrics";
  }

  /** Where the proxy connects. Known once the broker has been started. */
  public InetSocketAddress proxiedListener() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), known(proxiedPort));
  }
}
