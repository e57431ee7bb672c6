package io.parley.infra.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class paths of the servers, which the build wrote to files. */
final class ServerClassPath {

  private ServerClassPath() {}

  /** The jars of a server whose module lists them, in order. */
  static List<Path> of(String server) {
    Path list = target(server).resolve("class-path.txt");
    try {
      return Stream.of(Files.readString(list).strip().split(File.pathSeparator))
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(notBuilt(list), e);
    }
  }

  /** The jar on the class path of a server whose name begins so. */
  static Path jar(String server, String name) {
    return of(server).stream()
        .filter(jar -> jar.getFileName().toString().startsWith(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No jar %s* on the class path of %s. Build its module, infra/local/servers/%s, again"
                        .formatted(name, server, server)));
  }

  /** The output directory of a server's module. */
  static Path target(String server) {
    return home().resolve(Path.of("infra", "local", "servers", server, "target"));
  }

  static String notBuilt(Path missing) {
    return "Cannot read "
        + missing
        + ": the local servers are not built. Run `mvn process-classes -pl infra/local -am` in "
        + home();
  }

  /** The project's root directory. */
  private static Path home() {
    String home = System.getProperty("parley.home");
    if (home == null) {
      throw new IllegalStateException(
          "The system property parley.home is not set; it names the project's root directory, where"
              + " the local servers' jars are found. The build and ./parley set it; in an IDE set"
              + " it in the run configuration");
    }
    return Path.of(home);
  }
}
