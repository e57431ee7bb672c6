package io.parley.schemas.rights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** All principals with their rights, in the order of the file. Immutable. */
public final class RightsTable {

  private static final String RESOURCE = "/parley/rights.yaml";

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

  private final List<Principal> principals;

  private RightsTable(List<Principal> principals) {
    this.principals = List.copyOf(principals);
  }

  /** Read at its first use. */
  private static final class OfThisBuild {
    static final RightsTable INSTANCE = read();
  }

  /** The table of this build. It is read once. */
  public static RightsTable load() {
    return OfThisBuild.INSTANCE;
  }

  private static RightsTable read() {
    try (InputStream yaml = RightsTable.class.getResourceAsStream(RESOURCE)) {
      if (yaml == null) {
        throw new IllegalStateException(
            RESOURCE + " is not on the class path: the parley-schemas jar is incomplete");
      }
      return new RightsTable(YAML.readValue(yaml, Entries.class).principals());
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read as a rights table", e);
    }
  }

  public List<Principal> principals() {
    return principals;
  }

  /**
   * The principal of that name.
   *
   * @throws IllegalArgumentException if the table does not have it
   */
  public Principal principal(String name) {
    return principals.stream()
        .filter(principal -> principal.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No principal '%s' in the rights table; it has %s"
                        .formatted(name, principals.stream().map(Principal::name).toList())));
  }

  /** The file as a whole. */
  private record Entries(List<Principal> principals) {}
}
