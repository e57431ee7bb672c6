package io.parley.common.registry;

import io.parley.common.options.RegistryOptions;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.SchemaLookup;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/** Opens a connection to the schema registry, in the task that needs it. */
@FunctionalInterface
public interface Registry extends Serializable {

  /**
   * A connection for one task. If it is {@link AutoCloseable}, its user closes it.
   *
   * @param metrics the task's metrics, where outages show
   */
  SchemaLookup open(MetricGroup metrics);

  /** The registry of the options; its connections wait through outages. */
  static Registry of(RegistryOptions options) {
    return metrics ->
        PatientSchemaLookup.of(
            ConfluentSchemaLookup.connect(options.urls(), client(options)),
            options.outagePatience(),
            metrics);
  }

  private static Map<String, String> client(RegistryOptions options) {
    Map<String, String> client = new HashMap<>();
    if (options.authFile() != null) {
      client.put("basic.auth.credentials.source", "USER_INFO");
      client.put("basic.auth.user.info", options.authFile().read().reveal());
    }
    return client;
  }
}
