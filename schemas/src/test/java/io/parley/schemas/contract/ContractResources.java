package io.parley.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The hand-written YAML files from which parts of the contract page are made. */
final class ContractResources {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private ContractResources() {}

  /** The file {@code contract/name.yaml} of the test class path. */
  static JsonNode load(String name) {
    String resource = "/contract/" + name + ".yaml";
    try (InputStream yaml = ContractResources.class.getResourceAsStream(resource)) {
      if (yaml == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
