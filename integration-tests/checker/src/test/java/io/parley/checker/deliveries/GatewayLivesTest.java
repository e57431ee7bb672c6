package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.gateway.GatewayState;
import org.junit.jupiter.api.Test;

class GatewayLivesTest {

  private static final long GATEWAY = 7;
  private static final long END = 1_000_000;

  private final GatewayLives lives = new GatewayLives();

  @Test
  void anIncarnationLivesAsLongAsItGivesSigns() {
    signs(1, 0, END);
    assertThat(lives.aliveUntil(GATEWAY, 1, 5_000, END)).isEqualTo(GatewayLives.NEVER);
    assertThat(lives.overSince(GATEWAY, 1, END)).isEqualTo(GatewayLives.NEVER);
  }

  @Test
  void itIsOverALeaseAfterItsLastSign() {
    signs(1, 0, 100_000);
    assertThat(lives.aliveUntil(GATEWAY, 1, 5_000, END)).isEqualTo(100_000);
    assertThat(lives.overSince(GATEWAY, 1, 115_000)).isEqualTo(GatewayLives.NEVER);
    assertThat(lives.overSince(GATEWAY, 1, 115_001)).isEqualTo(115_000);
    assertThat(lives.aliveAtMostUntil(GATEWAY, 1, END)).isEqualTo(190_000);
  }

  @Test
  void afterASilenceItIsNeitherCertainlyAliveNorCertainlyOver() {
    signs(1, 0, 100_000);
    signs(1, 120_000, END);
    assertThat(lives.aliveUntil(GATEWAY, 1, 5_000, END)).isEqualTo(100_000);
    assertThat(lives.aliveUntil(GATEWAY, 1, 110_000, END)).isEqualTo(110_000);
    assertThat(lives.overSince(GATEWAY, 1, 118_000)).isEqualTo(115_000);
    assertThat(lives.overSince(GATEWAY, 1, 130_000)).isEqualTo(GatewayLives.NEVER);
    assertThat(lives.aliveAtMostUntil(GATEWAY, 1, END)).isEqualTo(GatewayLives.NEVER);
  }

  /**
   * A broker's clock jumps five minutes ahead. Seen red without it in {@code
   * broker-clock-ahead-5m}: a session of a gateway that began anew just after the jump had been
   * over for 290 s.
   */
  @Test
  void aSilenceOfAllGatewaysCountsForNone() {
    signs(1, 0, 100_000);
    lives.heard(GATEWAY + 1, 1, GatewayState.ALIVE, 400_000);
    assertThat(lives.overSince(GATEWAY, 1, 414_000)).isEqualTo(GatewayLives.NEVER);
    assertThat(lives.overSince(GATEWAY, 1, 415_001)).isEqualTo(415_000);
  }

  @Test
  void aSilenceOfOneGatewayCounts() {
    signs(1, 0, 100_000);
    lives.heard(GATEWAY + 1, 1, GatewayState.ALIVE, 159_000);
    lives.heard(GATEWAY + 1, 1, GatewayState.ALIVE, 218_000);
    assertThat(lives.overSince(GATEWAY, 1, 219_000)).isEqualTo(115_000);
  }

  @Test
  void aSilenceOfALeaseIsNone() {
    signs(1, 0, 100_000);
    signs(1, 115_000, END);
    assertThat(lives.aliveUntil(GATEWAY, 1, 5_000, END)).isEqualTo(GatewayLives.NEVER);
  }

  @Test
  void downEndsIt() {
    signs(1, 0, 100_000);
    lives.heard(GATEWAY, 1, GatewayState.DOWN, 100_500);
    assertThat(lives.aliveUntil(GATEWAY, 1, 5_000, END)).isEqualTo(100_500);
    assertThat(lives.overSince(GATEWAY, 1, 100_501)).isEqualTo(100_500);
  }

  @Test
  void aHigherIncarnationEndsItAndALowerOneDoesNot() {
    signs(2, 0, END);
    lives.heard(GATEWAY, 1, GatewayState.ALIVE, 30_000);
    assertThat(lives.overSince(GATEWAY, 2, END)).isEqualTo(GatewayLives.NEVER);
    lives.heard(GATEWAY, 3, GatewayState.ALIVE, 40_000);
    assertThat(lives.overSince(GATEWAY, 2, END)).isEqualTo(40_000);
  }

  @Test
  void anIncarnationFromTheFutureIsNone() {
    signs(2, 0, END);
    lives.heard(GATEWAY, 700_000, GatewayState.UP, 50_000);
    assertThat(lives.overSince(GATEWAY, 2, END)).isEqualTo(GatewayLives.NEVER);
  }

  @Test
  void whatWasBeforeTheOldestSignIsNotCertain() {
    signs(1, 100_000, END);
    assertThat(lives.aliveUntil(GATEWAY, 1, 90_000, END)).isEqualTo(GatewayLives.NEVER);
    assertThat(lives.aliveUntil(GATEWAY, 1, 80_000, END)).isEqualTo(80_000);
  }

  @Test
  void nothingIsKnownOfAGatewayThatWasNeverHeardOf() {
    assertThat(lives.aliveUntil(GATEWAY, 1, 5_000, END)).isEqualTo(5_000);
    assertThat(lives.overSince(GATEWAY, 1, END)).isEqualTo(GatewayLives.NEVER);
    assertThat(lives.aliveAtMostUntil(GATEWAY, 1, END)).isEqualTo(GatewayLives.NEVER);
  }

  private void signs(long incarnation, long from, long until) {
    for (long at = from; at <= until; at += 2_500) {
      lives.heard(GATEWAY, incarnation, GatewayState.ALIVE, at);
    }
  }
}
