package io.parley.common.registry;

import java.time.Duration;

/** Waits. A test puts a fake in its place and needs no real time. */
@FunctionalInterface
interface Pause {

  /** The real one. */
  Pause SLEEP = length -> Thread.sleep(length.toMillis());

  void of(Duration length) throws InterruptedException;
}
