package io.parley.checker.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoutingLagTest {

  private static final long AT = 6_000_000;

  private final RoutingLag lag = new RoutingLag();

  @Test
  void aRecordIsKnownAfterAWhile() {
    assertThat(lag.at(AT)).isEqualTo(RoutingLag.BASE_MILLIS);
  }

  @Test
  void aDelayedDeliveryCountsAroundItsTimeAndAroundThatOfItsEvent() {
    lag.delivered(AT - 600_000, AT);
    assertThat(lag.at(AT + 100_000)).isEqualTo(RoutingLag.BASE_MILLIS + 600_000);
    assertThat(lag.at(AT - 590_000)).isEqualTo(RoutingLag.BASE_MILLIS + 600_000);
    assertThat(lag.at(AT - 300_000)).isEqualTo(RoutingLag.BASE_MILLIS);
    assertThat(lag.at(AT + 300_000)).isEqualTo(RoutingLag.BASE_MILLIS);
  }

  @Test
  void nothingIsKnownForCertainOfARouterThatWroteNothing() {
    assertThat(lag.isKnownWithin(AT, AT + 200_000)).isFalse();
    lag.wrote(AT + 100_000);
    assertThat(lag.isKnownWithin(AT, AT + 200_000)).isTrue();
    assertThat(lag.isKnownWithin(AT, AT + RoutingLag.BASE_MILLIS - 1)).isFalse();
  }
}
