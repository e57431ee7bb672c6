package io.parley.simulator;

import java.util.List;
import java.util.Optional;

/** What people do, in order of time. Used by one thread. */
public interface Script {

  /** What is done before the clock starts: the conversations that are there from the beginning. */
  List<Act> opening();

  /** The next act; empty at the end. */
  Optional<Act> next();
}
