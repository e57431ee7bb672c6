package io.parley.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.QueryConsistencyException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CqlClusterIT {

  @Test
  void aQuorumGoesOnWithoutOneOfThreeNodes(@TempDir Path stack) {
    try (CqlCluster cluster = new CqlCluster(stack, 3, CqlServer.Settings.defaults())) {
      cluster.start();
      try (CqlSession session = Cql.connect(cluster.nodes().get(0))) {
        session.execute(
            "CREATE KEYSPACE ring WITH replication ="
                + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 3}");
        session.execute("CREATE TABLE ring.t (id int PRIMARY KEY)");
        await().atMost(Duration.ofMinutes(1)).until(() -> existsOnEachOfThree(session));

        cluster.nodes().get(2).kill();

        for (int id = 0; id < 100; id++) {
          quorum(session, "INSERT INTO ring.t (id) VALUES (" + id + ")");
        }
        assertThat(quorum(session, "SELECT id FROM ring.t")).hasSize(100);
      }
    }
  }

  /**
   * Whether each node has heard of the table: one that has not would refuse a request for it. The
   * driver's own look for agreement leaves out the nodes that it does not hold for up.
   */
  private static boolean existsOnEachOfThree(CqlSession session) {
    SimpleStatement select =
        SimpleStatement.newInstance(
            "SELECT id FROM system_schema.tables"
                + " WHERE keyspace_name = 'ring' AND table_name = 't'");
    Collection<Node> nodes = session.getMetadata().getNodes().values();
    return nodes.size() == 3
        && nodes.stream().allMatch(node -> session.execute(select.setNode(node)).one() != null);
  }

  /** Right after a kill a request may still wait for the lost node; a client tries again. */
  private static List<Row> quorum(CqlSession session, String cql) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsMatching(
            e -> e instanceof QueryConsistencyException || e instanceof DriverTimeoutException)
        .until(
            () ->
                session
                    .execute(
                        SimpleStatement.newInstance(cql)
                            .setIdempotent(true)
                            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM))
                    .all(),
            rows -> true);
  }
}
