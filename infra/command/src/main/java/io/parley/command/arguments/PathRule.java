package io.parley.command.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The rule for one path on the command line. It looks at the disk and changes nothing there. */
record PathRule(PathTo.Use use) {

  /** What is wrong with a path; empty if nothing is. */
  Optional<String> fault(Path path) {
    Path absolute = path.toAbsolutePath();
    return switch (use) {
      case READ_FILE -> readFile(absolute);
      case WRITE_FILE -> writeFile(absolute);
      case CHANGE_FILE -> readFile(absolute).or(() -> writeFile(absolute));
      case MAKE_FILE -> Files.exists(absolute) ? readFile(absolute) : make(absolute.getParent());
      case READ_DIRECTORY ->
          directory(absolute).or(() -> unless(Files.isReadable(absolute), "cannot be read"));
      case WRITE_DIRECTORY ->
          Files.exists(absolute) ? writeDirectory(absolute) : writeDirectory(parent(absolute));
      case DIRECTORY -> directory(nearest(absolute));
    };
  }

  private static Optional<String> readFile(Path file) {
    return missing("file", file)
        .or(() -> unless(!Files.isDirectory(file), "is a directory"))
        .or(() -> unless(Files.isReadable(file), "cannot be read by this user"));
  }

  private static Optional<String> writeFile(Path file) {
    return unless(!Files.isDirectory(file), "is a directory")
        .or(() -> unless(!Files.exists(file) || Files.isWritable(file), "cannot be written"))
        .or(() -> writeDirectory(parent(file)));
  }

  private static Optional<String> make(Path directory) {
    return writeDirectory(nearest(directory));
  }

  private static Optional<String> writeDirectory(Path directory) {
    return directory(directory)
        .or(
            () ->
                unless(
                    Files.isWritable(directory),
                    "this user cannot write to the directory " + directory));
  }

  private static Optional<String> directory(Path directory) {
    return missing("directory", directory)
        .or(() -> unless(Files.isDirectory(directory), directory + " is no directory"));
  }

  private static Optional<String> missing(String kind, Path path) {
    return unless(Files.exists(path), "there is no %s %s".formatted(kind, path));
  }

  private static Optional<String> unless(boolean right, String fault) {
    return right ? Optional.empty() : Optional.of(fault);
  }

  private static Path parent(Path path) {
    return path.getParent() == null ? path : path.getParent();
  }

  /** The path, or the lowest directory above it that exists. */
  private static Path nearest(Path path) {
    Path nearest = path;
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    return nearest;
  }
}
