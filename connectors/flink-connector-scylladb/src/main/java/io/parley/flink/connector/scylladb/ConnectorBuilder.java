package io.parley.flink.connector.scylladb;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;

/** The common part of the builders of the sink and of the write-through. */
abstract class ConnectorBuilder<T, B extends ConnectorBuilder<T, B>> {

  private Configuration configuration = new Configuration();
  private final List<ScyllaUpsert<T>> upserts = new ArrayList<>();

  ConnectorBuilder() {}

  /**
   * The options, see {@link ScyllaOptions}; keys outside {@code scylladb.} are ignored. Required.
   */
  public B options(Configuration options) {
    this.configuration = new Configuration(Objects.requireNonNull(options, "options"));
    return self();
  }

  /** Adds an upsert; each record is written by all of them. At least one is required. */
  public B upsert(ScyllaUpsert<T> upsert) {
    upserts.add(Objects.requireNonNull(upsert, "upsert"));
    return self();
  }

  abstract B self();

  /** Checks everything at once. */
  final Checked<T> check() {
    OptionReader options = new OptionReader(configuration);
    if (upserts.isEmpty()) {
      options.fault(
          "There is no upsert, so nothing would be written. Add upsert(ScyllaUpsert.of(..)).");
    }
    ScyllaConnection connection = ScyllaConnection.read(options);
    WriteSettings settings = WriteSettings.read(options);
    options.check();
    List<ScyllaUpsert<T>> all = List.copyOf(upserts);
    return new Checked<>(settings, () -> CqlTarget.open(connection, all));
  }

  record Checked<T>(WriteSettings settings, WriteTarget.Factory<T> target) {}
}
