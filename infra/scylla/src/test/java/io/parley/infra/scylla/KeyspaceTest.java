package io.parley.infra.scylla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyspaceTest {

  private static final Keyspace TWO_CENTERS = new Keyspace("parley", Map.of("west", 2, "east", 3));

  @Test
  void statesTheCopiesOfEachDataCenter() {
    assertThat(TWO_CENTERS.createStatement())
        .isEqualTo(
            "CREATE KEYSPACE IF NOT EXISTS parley WITH replication = {'class':"
                + " 'NetworkTopologyStrategy', 'east': 3, 'west': 2}");
  }

  @Test
  void knowsItselfInWhatTheServerReports() {
    String strategy = "org.apache.cassandra.locator.NetworkTopologyStrategy";

    assertThat(TWO_CENTERS.isReplicatedAs(Map.of("class", strategy, "east", "3", "west", "2")))
        .isTrue();
    assertThat(TWO_CENTERS.isReplicatedAs(Map.of("class", strategy, "east", "3"))).isFalse();
    assertThat(TWO_CENTERS.isReplicatedAs(Map.of("class", "SimpleStrategy", "east", "3")))
        .isFalse();
  }

  @Test
  void refusesNamesAndNumbersThatNoServerTakes() {
    assertThatThrownBy(() -> new Keyspace("Parley; DROP", Map.of("dc", 1)))
        .hasMessageContaining("'Parley; DROP'");
    assertThatThrownBy(() -> new Keyspace("parley", Map.of())).hasMessageContaining("{}");
    assertThatThrownBy(() -> new Keyspace("parley", Map.of("dc", 0)))
        .hasMessageContaining("{dc=0}");
    assertThatThrownBy(() -> new Keyspace("parley", Map.of("d'c", 3))).hasMessageContaining("d'c");
  }

  /** Seen red without the look at the copies. */
  @Test
  void refusesOneCopyUnlessItIsMeant() {
    assertThatThrownBy(() -> new Keyspace("parley", Map.of("west", 1)))
        .hasMessageContainingAll("{west=1}", "at least two", "say so explicitly");
    assertThatThrownBy(() -> new Keyspace("parley", Map.of("west", 3, "east", 1)))
        .hasMessageContaining("east=1");

    assertThat(Keyspace.onOneMachine("parley", "west").createStatement()).contains("'west': 1");
  }
}
