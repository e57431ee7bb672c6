package io.parley.schemas.evolution;

import io.parley.schemas.topic.TopicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The released versions of a topic's schema, as files. */
final class SchemaHistory {

  static final Path ROOT = Path.of("src/main/avro-history");

  private final Path directory;

  SchemaHistory(TopicSpec topic) {
    this.directory = ROOT.resolve(topic.subject());
  }

  /** v1, v2, ...; a gap in the numbers is a fault. */
  List<Schema> released() throws IOException {
    List<Schema> versions = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return versions;
    }
    try (Stream<Path> files = Files.list(directory)) {
      int count = (int) files.count();
      for (int version = 1; version <= count; version++) {
        versions.add(new Schema.Parser().parse(file(version).toFile()));
      }
    }
    return versions;
  }

  void release(Schema schema) throws IOException {
    Path file = file(released().size() + 1);
    Files.createDirectories(directory);
    Files.writeString(file, schema.toString(true) + "\n");
  }

  private Path file(int version) {
    return directory.resolve("v" + version + ".avsc");
  }
}
