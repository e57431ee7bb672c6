package io.parley.demo;

import io.parley.simulator.Fleet;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/**
 * Tells whether a backlog is worked off. It is when an ack and a message have arrived that were
 * meant to be sent after the first call. For one thread.
 */
final class CaughtUp implements Callable<Boolean> {

  private final Fleet fleet;
  private OptionalLong began = OptionalLong.empty();

  CaughtUp(Fleet fleet) {
    this.fleet = fleet;
  }

  @Override
  public Boolean call() {
    if (began.isEmpty()) {
      began = OptionalLong.of(System.nanoTime());
    }
    long moment = began.getAsLong();
    return fleet.sendToAck().hasReached(moment) && fleet.sendToDelivery().hasReached(moment);
  }
}
