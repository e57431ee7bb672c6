package io.parley.schemas.evolution;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** The reasons why a schema cannot be released after the versions released so far. */
final class SchemaEvolution {

  private SchemaEvolution() {}

  /**
   * Every way in which the schema breaks FULL_TRANSITIVE compatibility: both directions, all
   * versions.
   */
  static List<String> incompatibilities(List<Schema> released, Schema current) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < released.size(); i++) {
      String version = "v" + (i + 1);
      describe(current, released.get(i), "the current schema cannot read " + version, found);
      describe(released.get(i), current, version + " cannot read the current schema", found);
    }
    return found;
  }

  /** Whether the schema, documentation and all, is the version released last. */
  static boolean isReleased(List<Schema> released, Schema current) {
    return !released.isEmpty()
        && released.get(released.size() - 1).toString().equals(current.toString());
  }

  private static void describe(Schema reader, Schema writer, String who, List<String> found) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
      return;
    }
    for (Incompatibility problem : pair.getResult().getIncompatibilities()) {
      found.add(
          who
              + ": "
              + problem.getType()
              + " at "
              + problem.getLocation()
              + ", "
              + problem.getMessage());
    }
  }
}
