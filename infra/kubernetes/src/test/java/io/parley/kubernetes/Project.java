package io.parley.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project that tests look at. */
final class Project {

  static final Path HOME = Path.of(System.getProperty("parley.home", "../..")).toAbsolutePath();
  static final Path KUBERNETES = HOME.resolve("infra/kubernetes");

  private Project() {}

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files of a name below a directory, without those of a build. */
  static List<Path> files(Path directory, String end) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.toString().contains("/src/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The resources of all manifests, without those of kustomize itself. */
  static List<JsonNode> resources() {
    List<JsonNode> resources = new ArrayList<>();
    for (Path file : files(KUBERNETES, ".yaml")) {
      for (JsonNode document : Yaml.read(file)) {
        if (document.has("kind") && !document.path("kind").asText().equals("Kustomization")) {
          resources.add(document);
        }
      }
    }
    return resources;
  }

  static List<JsonNode> resources(String kind) {
    return resources().stream().filter(r -> r.path("kind").asText().equals(kind)).toList();
  }

  static String name(JsonNode resource) {
    return resource.at("/metadata/name").asText();
  }
}
