package io.parley.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A check, before any server is started, for everything that would keep the servers from starting.
 *
 * <p>It reports all problems at once, each with its remedy.
 */
public final class Preflight {

  private static final int JDK = 17;
  private static final long MIB = 1024 * 1024;
  private static final long MEMORY_NEEDED = 3_500 * MIB;
  private static final long DISK_NEEDED = 2_048 * MIB;

  private final List<String> problems = new ArrayList<>();

  private Preflight() {}

  /** The problems, in words; empty if the servers can start. */
  public static List<String> problems(Path home, Path stack, StackPorts ports) throws IOException {
    Preflight preflight = new Preflight();
    preflight.checkJdk(Runtime.version().feature());
    preflight.checkBuild(home);
    preflight.checkPorts(ports);
    preflight.checkMemory(Memory.available().orElse(Long.MAX_VALUE));
    preflight.checkDisk(stack, Files.getFileStore(stack).getUsableSpace());
    return preflight.problems;
  }

  private void checkJdk(int version) {
    if (version != JDK) {
      problems.add(
          "This is Java %d, the servers run on %d. Point JAVA_HOME to a JDK %d."
              .formatted(version, JDK, JDK));
    }
  }

  private void checkBuild(Path home) {
    Path servers = home.resolve(Path.of("infra", "local", "servers"));
    List<String> missing =
        Stream.of(
                "kafka/target/class-path.txt",
                "cassandra/target/class-path.txt",
                "flink/target/class-path.txt",
                "apicurio/target/apicurio")
            .filter(built -> !Files.exists(servers.resolve(built)))
            .map(built -> built.substring(0, built.indexOf('/')))
            .toList();
    if (!missing.isEmpty()) {
      problems.add(
          "These servers are not built: %s. Run `mvn -DskipTests package` in %s."
              .formatted(String.join(", ", missing), home));
    }
  }

  private void checkPorts(StackPorts ports) {
    ports
        .requested()
        .forEach(
            (server, port) -> {
              if (!isFree(port)) {
                problems.add(
                    "Port %d, asked for %s, is in use. Stop what uses it, or leave the option out to get a free port."
                        .formatted(port, server));
              }
            });
  }

  private void checkMemory(long available) {
    if (available < MEMORY_NEEDED) {
      problems.add(
          "%s of memory are available, the servers need %s. Close other programs."
              .formatted(Memory.inMebibytes(available), Memory.inMebibytes(MEMORY_NEEDED)));
    }
  }

  private void checkDisk(Path stack, long usable) {
    if (usable < DISK_NEEDED) {
      problems.add(
          "%s of disk are free in %s, the servers need %s. Make room, or choose another place with --directory."
              .formatted(Memory.inMebibytes(usable), stack, Memory.inMebibytes(DISK_NEEDED)));
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
