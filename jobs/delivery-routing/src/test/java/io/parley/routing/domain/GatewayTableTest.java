package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.memory.PlainTable;
import io.parley.routing.Events;
import io.parley.routing.domain.GatewayTable.Life;
import org.junit.jupiter.api.Test;

/**
 * The gateways that a task knows, and whether their sessions live.
 *
 * <p>Mutation testing found that nothing noticed a gateway that is silent for ever, gateways that
 * are never forgotten, a record of an older incarnation that replaces the newer one, and an
 * incarnation that lives again after it has said that it ends.
 */
class GatewayTableTest {

  private static final long LEASE = 15_000;
  private static final long T = Events.START;

  private final PlainTable<String, Gateway> gateways = new PlainTable<>();
  private final GatewayTable table = new GatewayTable(gateways, LEASE);

  @Test
  void aGatewayWithoutASignIsSilentAfterALeaseAndHasEndedAfterTwenty() {
    sign("g1", 1, false, T);

    assertThat(lifeAt(T + LEASE - 1, 1)).isEqualTo(Life.LIVE);
    assertThat(lifeAt(T + LEASE, 1)).isEqualTo(Life.SILENT);
    assertThat(lifeAt(T + 20 * LEASE - 1, 1)).isEqualTo(Life.SILENT);
    assertThat(lifeAt(T + 20 * LEASE, 1)).isEqualTo(Life.ENDED);
  }

  @Test
  void theFirstSignOfANewGatewayForgetsThoseThatHaveEnded() {
    sign("g1", 1, false, T);
    sign("g2", 1, false, T + 10 * LEASE);

    sign("g3", 1, false, T + 20 * LEASE);

    assertThat(gateways.get("g1")).isNull();
    assertThat(gateways.get("g2")).isNotNull();
    assertThat(gateways.get("g3")).isNotNull();
  }

  /** The session began an hour ago, so only the signs of its gateway keep it alive. */
  @Test
  void aLateRecordOfAnOlderIncarnationChangesNothing() {
    sign("g1", 2, false, T);

    sign("g1", 1, true, T + 1);
    sign("g1", 1, false, T + 2);

    assertThat(lifeAt(T + 2, 2)).isEqualTo(Life.LIVE);
    assertThat(table.live(at(T + 2))).containsExactly("g1");
  }

  @Test
  void anIncarnationThatHasSaidThatItEndsDoesNotComeBack() {
    sign("g1", 1, false, T);
    sign("g1", 1, true, T + 1);

    sign("g1", 1, false, T + 2);

    assertThat(lifeAt(T + 2, 1)).isEqualTo(Life.ENDED);
  }

  @Test
  void aSessionThatHasEndedDoesNotLiveBecauseItsGatewayDoes() {
    sign("g1", 1, false, T);

    assertThat(table.lifeOf(device(1).ended(T), at(T))).isEqualTo(Life.ENDED);
  }

  private void sign(String gateway, long incarnation, boolean down, long time) {
    table.apply(new GatewaySign(gateway, incarnation, down, time), at(time));
  }

  /** The life of a session of gateway g1. */
  private Life lifeAt(long time, long incarnation) {
    return table.lifeOf(device(incarnation), at(time));
  }

  private static Device device(long incarnation) {
    return new Device(0, "phone", "g1", incarnation, 1, true, T - 3_600_000, 0);
  }

  private static InputTime at(long time) {
    return new InputTime(time, time, 0, BrokerClock.UNKNOWN, BrokerClock.UNKNOWN);
  }
}
