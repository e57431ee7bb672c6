package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.UsageMeter;
import io.parley.benchmarks.meters.WriteMeter;
import io.parley.benchmarks.meters.Writes;
import java.io.IOException;

/** A pipeline that is measured: the three jobs, or the bare loops. */
interface Subject {

  /** Its name before the names of its distributions, empty for the jobs. */
  String prefix();

  /** Starts to count the processor time of its processes and of the servers that it uses. */
  UsageMeter startUsage();

  /** How often the jobs have gone back to a checkpoint. For loops this is 0: they take none. */
  long restarts() throws IOException;

  /** Everything that has been written so far. */
  Writes writes(WriteMeter meter) throws IOException;
}
