package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Seen red with the table left out of each group. */
class ReplicaGroupTest {

  private static final ByteBuffer KEY = ByteBuffer.wrap(new byte[] {1});

  @Test
  void onARingTheTablesOfAKeyspaceShareBatches() {
    assertThat(partition("a", keyspace(false))).isEqualTo(partition("b", keyspace(false)));
  }

  @Test
  void withTabletsEachTableHasBatchesOfItsOwn() {
    assertThat(partition("a", keyspace(true))).isNotEqualTo(partition("b", keyspace(true)));
    assertThat(partition("a", keyspace(true))).isEqualTo(partition("a", keyspace(true)));
  }

  @Test
  void anUnknownKeyspaceCountsAsOneWithTablets() {
    assertThat(partition("a", Optional.empty())).isNotEqualTo(partition("b", Optional.empty()));
  }

  private static ReplicaGroup.Partition partition(
      String table, Optional<KeyspaceMetadata> keyspace) {
    return ReplicaGroup.of("home", table, keyspace).partition(KEY);
  }

  private static Optional<KeyspaceMetadata> keyspace(boolean tablets) {
    return Optional.of(
        (KeyspaceMetadata)
            Proxy.newProxyInstance(
                ReplicaGroupTest.class.getClassLoader(),
                new Class<?>[] {KeyspaceMetadata.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("isUsingTablets")) {
                    return tablets;
                  }
                  throw new UnsupportedOperationException(method.getName());
                }));
  }
}
