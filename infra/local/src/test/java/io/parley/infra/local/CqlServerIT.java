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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@UsesLocalServers(Server.CQL)
class CqlServerIT {

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
  void keepsAcknowledgedRowsAndItsPortOverAKill() {
    int portBefore = server.contactPoint().getPort();
    try (CqlSession session = Cql.connect(server)) {
      for (int id = 0; id < 100; id++) {
        session.execute("INSERT INTO local_it.kept (id) VALUES (" + id + ")");
      }
    }

    server.kill();
    assertThat(server.isAlive()).isFalse();
    server.start();

    assertThat(server.contactPoint().getPort()).isEqualTo(portBefore);
    try (CqlSession session = Cql.connect(server)) {
      assertThat(session.execute("SELECT id FROM local_it.kept").all()).hasSize(100);
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
}
