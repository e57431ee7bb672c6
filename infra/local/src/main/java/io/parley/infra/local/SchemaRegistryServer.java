package io.parley.infra.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A schema registry: Apicurio with its Confluent interface.
 *
 * <p>Schemas and their ids are kept in a file, so that records stay readable after a restart. A new
 * version of a schema must be compatible with all earlier ones in both directions
 * (FULL_TRANSITIVE). It needs about 180 MiB and 5 s to start on a quiet machine.
 */
public final class SchemaRegistryServer extends LocalServer {

  private static final String COMPATIBILITY = "{\"compatibility\": \"FULL_TRANSITIVE\"}";

  private static final String STORAGE = "schemas";

  private final int requestedPort;
  private int port;

  /** A registry on a free port. */
  public SchemaRegistryServer(Path stack) {
    this("registry", stack, 0);
  }

  /**
   * A registry on a port of your choice.
   *
   * @param port the port for clients, 0 for a free one
   */
  public SchemaRegistryServer(String name, Path stack, int port) {
    super(name, stack);
    this.requestedPort = port;
  }

  @Override
  void choosePorts() {
    port = Ports.choose(requestedPort);
  }

  @Override
  JavaCommand prepare() throws IOException {
    List<String> options =
        List.of(
            "-Xms32m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    // If schemas were kept in memory, their ids would be lost with the process, and every old
    // record would become unreadable.
    Map<String, String> environment =
        Map.of(
            "REGISTRY_DATASOURCE_URL",
            "jdbc:h2:file:" + directory().resolve(STORAGE),
            "REGISTRY_CCOMPAT_USE_CANONICAL_HASH",
            "true");
    return new JavaCommand(
        List.of(runner()), options, "io.quarkus.runner.GeneratedMain", List.of(), environment);
  }

  /** The jar that names all others in its manifest. */
  private static Path runner() throws IOException {
    Path unpacked = ServerClassPath.target("apicurio").resolve("apicurio");
    try (Stream<Path> files = Files.list(unpacked)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException(ServerClassPath.notBuilt(unpacked)));
    }
  }

  /**
   * Setting the compatibility rule serves as the check, because it needs the whole registry and has
   * the same effect each time.
   */
  @Override
  boolean isReady() throws IOException {
    HttpRequest request =
        Http.request(URI.create(url() + "/config"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(BodyPublishers.ofString(COMPATIBILITY))
            .build();
    return Http.send(request).statusCode() == Http.OK;
  }

  @Override
  public String address() {
    return url();
  }

  /**
   * The file with the schemas and their ids. Whoever moves it away while the registry is stopped
   * gets an empty registry at the next start.
   */
  public Path storage() {
    return directory().resolve(STORAGE + ".mv.db");
  }

  /** The base URL for a Confluent client. Known once the registry has been started. */
  public String url() {
    return "http://127.0.0.1:" + known(port) + "/apis/ccompat/v7";
  }
}
