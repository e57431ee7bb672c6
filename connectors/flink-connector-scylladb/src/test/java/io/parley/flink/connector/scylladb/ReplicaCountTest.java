package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seen red with {@code <=} in place of {@code <}. */
class ReplicaCountTest {

  private static final String TOPOLOGY = "org.apache.cassandra.locator.NetworkTopologyStrategy";
  private static final String SIMPLE = "org.apache.cassandra.locator.SimpleStrategy";

  @Test
  void aKeyspaceWithOneCopyIsRefused() {
    assertThatThrownBy(() -> require(2, Map.of("class", TOPOLOGY, "west", "1", "east", "3")))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContainingAll(
            "Keyspace home has 1 replicas", "data center west", "at least 2", "min-replicas to 1");
    assertThatThrownBy(
            () -> require(2, Map.of("class", SIMPLE, "replication_factor", "1", "west", "3")))
        .cause()
        .hasMessageContaining("has 1 replicas");
  }

  /** Rows are acknowledged by replicas of the local data center alone. */
  @Test
  void replicasOfOtherDataCentersDoNotCount() {
    assertThatThrownBy(() -> require(2, Map.of("class", TOPOLOGY, "east", "3")))
        .cause()
        .hasMessageContaining("has 0 replicas");
  }

  @Test
  void oneCopyIsAcceptedWhereOneOptionSaysSo() {
    assertThatCode(() -> require(1, Map.of("class", TOPOLOGY, "west", "1")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "['r1', 'r2']"})
  void enoughCopiesAreAccepted(String copies) {
    assertThatCode(() -> require(2, Map.of("class", TOPOLOGY, "west", copies)))
        .doesNotThrowAnyException();
  }

  /** The assumption must be checked, and here nobody can. */
  @Test
  void aReplicationThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> ReplicaCount.require("home", Optional.empty(), connection(2)))
        .cause()
        .hasMessageContaining("is not known");
    assertThatThrownBy(() -> require(2, Map.of("class", "LocalStrategy")))
        .cause()
        .hasMessageContaining("is not known");
  }

  private static void require(int minReplicas, Map<String, String> replication) {
    KeyspaceMetadata keyspace =
        (KeyspaceMetadata)
            Proxy.newProxyInstance(
                ReplicaCountTest.class.getClassLoader(),
                new Class<?>[] {KeyspaceMetadata.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getReplication")) {
                    return replication;
                  }
                  throw new UnsupportedOperationException(method.getName());
                });
    ReplicaCount.require("home", Optional.of(keyspace), connection(minReplicas));
  }

  private static ScyllaConnection connection(int minReplicas) {
    Configuration options = new Configuration();
    options.set(ScyllaOptions.CONTACT_POINTS, List.of("node:9042"));
    options.set(ScyllaOptions.LOCAL_DATACENTER, "west");
    options.set(ScyllaOptions.MIN_REPLICAS, minReplicas);
    OptionReader reader = new OptionReader(options);
    ScyllaConnection connection = ScyllaConnection.read(reader);
    reader.check();
    return connection;
  }
}
