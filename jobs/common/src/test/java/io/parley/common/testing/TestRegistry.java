package io.parley.common.testing;

import io.parley.common.registry.Registry;
import io.parley.schemas.wire.InMemorySchemas;
import io.parley.schemas.wire.SchemaLookup;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.MetricGroup;

/**
 * A {@link Registry} for tests without servers. Functions are serialized on their way into a task;
 * this one finds its schemas again in this JVM.
 */
public final class TestRegistry implements Registry {

  private static final Map<String, InMemorySchemas> SCHEMAS = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  public TestRegistry() {
    SCHEMAS.put(name, new InMemorySchemas());
  }

  /** To register schemas, and to take the registry down. */
  public InMemorySchemas schemas() {
    return SCHEMAS.get(name);
  }

  @Override
  public SchemaLookup open(MetricGroup metrics) {
    return schemas();
  }
}
