package io.parley.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seen red with {@code CommitLogSync.PERIODIC}: rows that were acknowledged were lost. */
@UsesLocalServers(Server.CQL)
class CqlServerIT {

  /** All are under way at once, which is as many as one connection takes. */
  private static final int ROWS = 1_000;

  private final CqlServer server;

  CqlServerIT(LocalServers servers) {
    this.server = servers.cql();
  }

  @BeforeEach
  void createTable() {
    try (CqlSession session = Cql.connect(server)) {
      session.execute(
          "CREATE KEYSPACE IF NOT EXISTS local_it WITH replication ="
              + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
      session.execute("CREATE TABLE IF NOT EXISTS local_it.kept (id int PRIMARY KEY)");
    }
  }

  @Test
  void keepsAcknowledgedRowsAndItsPortOverAKillInTheMiddleOfWrites() throws InterruptedException {
    int portBefore = server.contactPoint().getPort();
    Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    try (CqlSession session = Cql.connect(server)) {
      CountDownLatch enough = new CountDownLatch(ROWS / 2);
      for (int id = 0; id < ROWS; id++) {
        int row = id;
        session
            .executeAsync("INSERT INTO local_it.kept (id) VALUES (" + row + ")")
            .thenRun(
                () -> {
                  acknowledged.add(row);
                  enough.countDown();
                });
      }
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      server.kill();
    }
    assertThat(server.isAlive()).isFalse();
    server.start();

    assertThat(server.contactPoint().getPort()).isEqualTo(portBefore);
    try (CqlSession session = Cql.connect(server)) {
      assertThat(session.execute("SELECT id FROM local_it.kept").all())
          .extracting(row -> row.getInt("id"))
          .containsAll(acknowledged);
    }
  }

  @Test
  void answersNobodyWhilePausedAndGoesOnWhenResumed() {
    try (CqlSession session = Cql.connect(server)) {
      server.pause();
      Statement<?> impatient =
          SimpleStatement.newInstance("SELECT id FROM local_it.kept")
              .setTimeout(Duration.ofSeconds(1));
      assertThatThrownBy(() -> session.execute(impatient))
          .isInstanceOf(DriverTimeoutException.class);
      server.resume();

      assertThat(session.execute("SELECT release_version FROM system.local").one()).isNotNull();
    }
  }

  @Test
  void isOfTheVersionThatItNames() {
    try (CqlSession session = Cql.connect(server)) {
      assertThat(session.execute("SELECT release_version FROM system.local").one())
          .extracting(row -> row.getString("release_version"))
          .isEqualTo(CqlServer.version());
    }
  }
}
