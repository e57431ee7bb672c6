package io.parley.common.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.parley.flink.connector.scylladb.ScyllaOptions;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The options of a job for ScyllaDB.
 *
 * @param keyspace holds the tables
 * @param connector the options that were given for the connector, under the connector's own keys.
 *     Hand it to the connector's builders
 */
public record DatabaseOptions(String keyspace, Configuration connector) {

  public static final ConfigOption<String> KEYSPACE =
      key("database.keyspace")
          .stringType()
          .defaultValue("parley")
          .withDescription("The keyspace that holds the tables.");

  private static final String CONNECTOR_PREFIX = "scylladb.";
  private static final String CONSISTENCY = CONNECTOR_PREFIX + "consistency";

  /** Reported here with the job's other faults; the connector would find them one step later. */
  private static final List<ConfigOption<?>> REQUIRED =
      List.of(ScyllaOptions.CONTACT_POINTS, ScyllaOptions.LOCAL_DATACENTER);

  /** Levels at which the loss of one node can lose a row that was already delivered. */
  private static final Set<String> TOO_WEAK = Set.of("ANY", "ONE", "TWO", "THREE", "LOCAL_ONE");

  public static final OptionGroup GROUP =
      OptionGroup.named("ScyllaDB")
          .with(KEYSPACE, Range.matching("[a-z][a-z0-9_]{0,47}", "a name in lower case"))
          .withPassThrough(
              CONNECTOR_PREFIX,
              "Options of the ScyllaDB connector; its README has their table. A"
                  + " `scylladb.consistency` below a quorum is refused. `scylladb.min-replicas` is"
                  + " 2 if it is not given; 1 is for a stack on one machine.");

  /**
   * What {@code scylladb.min-replicas} is unless it is given: with one replica a lost disk would
   * lose rows that were already delivered.
   */
  private static final int MIN_REPLICAS = 2;

  /** Reads the group. */
  public static DatabaseOptions read(OptionReader reader) {
    Configuration connector = new Configuration();
    reader
        .passThrough(CONNECTOR_PREFIX)
        .forEach((name, value) -> connector.setString(CONNECTOR_PREFIX + name, value));
    if (!connector.containsKey(ScyllaOptions.MIN_REPLICAS.key())) {
      connector.set(ScyllaOptions.MIN_REPLICAS, MIN_REPLICAS);
    }
    REQUIRED.stream()
        .filter(option -> !connector.containsKey(option.key()))
        .forEach(
            option ->
                reader.faultWithoutValue(
                    option.key(), "missing; the connector needs it. It has no default"));
    String consistency = connector.toMap().getOrDefault(CONSISTENCY, "LOCAL_QUORUM");
    if (TOO_WEAK.contains(consistency)) {
      reader.faultWithoutValue(
          CONSISTENCY,
          "is %s; expected LOCAL_QUORUM or stronger. A single lost node would lose rows that were already delivered"
              .formatted(consistency));
    }
    return new DatabaseOptions(reader.get(KEYSPACE), connector);
  }
}
