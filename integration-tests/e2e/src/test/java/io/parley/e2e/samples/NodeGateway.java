package io.parley.e2e.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.command.ServiceAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The sample in Node, as a process. It runs in a copy of its directory, so that the packages that
 * npm installs do not get into the sources.
 */
public final class NodeGateway implements AutoCloseable {

  private static final Path SOURCES =
      Path.of(System.getProperty("parley.home"), "infra/samples/node-gateway");
  private static final long NPM_SECONDS = 120;

  /** A small package of the sample. Not every mirror answers npm's own ping. */
  private static final List<String> REGISTRY_ANSWERS =
      List.of("npm", "view", "--fetch-retries=1", "--fetch-timeout=20000", "avsc", "version");

  private static final long END_SECONDS = 30;

  private final Process process;
  private final Writer keyboard;
  private final List<JsonNode> printed = new CopyOnWriteArrayList<>();

  private NodeGateway(Process process) {
    this.process = process;
    this.keyboard = process.outputWriter(UTF_8);
    Thread reader = new Thread(this::read, "node-gateway");
    reader.setDaemon(true);
    reader.start();
  }

  /** Whether this machine has Node and npm, and reaches the registry that npm asks. */
  public static boolean isPossible() {
    return Stream.of(List.of("node", "--version"), List.of("npm", "--version"), REGISTRY_ANSWERS)
        .allMatch(NodeGateway::runs);
  }

  private static boolean runs(List<String> command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Installs the packages and starts the gateway. */
  public static NodeGateway start(
      Path directory, ServiceAddresses services, String gateway, String user, String conversation)
      throws IOException, InterruptedException {
    copySources(directory);
    Path npmLog = directory.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "ci")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(npmLog.toFile())
            .start();
    if (!npm.waitFor(NPM_SECONDS, TimeUnit.SECONDS) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IOException("npm ci failed in " + directory + ": " + Files.readString(npmLog));
    }
    InetSocketAddress cql = services.cql().contactPoints().get(0);
    return new NodeGateway(
        new ProcessBuilder(
                "node",
                "gateway.js",
                "--kafka",
                services.bootstrapServers(),
                "--registry",
                services.registryUrl(),
                "--cql",
                cql.getHostString() + ":" + cql.getPort(),
                "--gateway",
                gateway,
                "--user",
                user,
                "--conversation",
                conversation)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static void copySources(Path directory) throws IOException {
    Files.walkFileTree(
        SOURCES,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes)
              throws IOException {
            if (from.endsWith("node_modules")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(directory.resolve(SOURCES.relativize(from)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(from, directory.resolve(SOURCES.relativize(from)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void read() {
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        printed.add(json.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types a line. */
  public void type(String line) throws IOException {
    keyboard.write(line + "\n");
    keyboard.flush();
  }

  /** The objects that the gateway has printed so far. */
  public List<JsonNode> printed() {
    return List.copyOf(printed);
  }

  /** The objects that have a field. */
  public List<JsonNode> printed(String field) {
    return printed.stream().filter(object -> object.has(field)).toList();
  }

  /**
   * Ends the input, and waits until the gateway has ended.
   *
   * @return the exit code
   */
  public int end() throws IOException, InterruptedException {
    keyboard.close();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("The gateway in Node does not end");
    }
    return process.exitValue();
  }

  /** Ends the process, however it stands. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
