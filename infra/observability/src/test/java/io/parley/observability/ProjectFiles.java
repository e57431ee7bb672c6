package io.parley.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project, as tests read them. */
public final class ProjectFiles {

  private ProjectFiles() {}

  /** A path of the project, relative to its root. */
  public static Path of(String relative) {
    return Path.of(System.getProperty("parley.home"), relative);
  }

  /** The files below a directory whose names have an ending, in order. */
  public static List<Path> below(String directory, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(of(directory))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
