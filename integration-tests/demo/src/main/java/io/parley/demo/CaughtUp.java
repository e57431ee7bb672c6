package io.parley.demo;

import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;

/**
 * Tells whether a backlog is worked off. It is when an ack and a message have arrived that were
 * meant to be sent after the first call. For one thread.
 */
final class CaughtUp implements Callable<Boolean> {

  private static final double LEAST_SECONDS = 0.5;

  private final Fleet fleet;
  private long began;
  private long ended;
  private long storedBefore = -1;
  private long storedAfter;

  CaughtUp(Fleet fleet) {
    this.fleet = fleet;
  }

  @Override
  public Boolean call() {
    if (storedBefore < 0) {
      began = System.nanoTime();
      storedBefore = fleet.tally().of(Count.STORED);
    }
    ended = System.nanoTime();
    storedAfter = fleet.tally().of(Count.STORED);
    return fleet.sendToAck().hasReached(began) && fleet.sendToDelivery().hasReached(began);
  }

  /** How many commands a second were stored meanwhile. Empty if it took too short a time to say. */
  OptionalDouble perSecond() {
    double seconds = (ended - began) / 1e9;
    return seconds < LEAST_SECONDS
        ? OptionalDouble.empty()
        : OptionalDouble.of((storedAfter - storedBefore) / seconds);
  }
}
