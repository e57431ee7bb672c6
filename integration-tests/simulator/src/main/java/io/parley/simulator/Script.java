package io.parley.simulator;

import java.util.List;
import java.util.Optional;

/** The acts of simulated people, in order of time. Used by one thread. */
public interface Script {

  /** The acts before the clock starts, which create the first conversations. */
  List<Act> opening();

  /** The next act; empty at the end. */
  Optional<Act> next();
}
