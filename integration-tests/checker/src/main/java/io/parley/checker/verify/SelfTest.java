package io.parley.checker.verify;

import io.parley.checker.Checker;
import io.parley.checker.Verdict;
import io.parley.checker.simulated.SimulatedIngest;
import io.parley.checker.simulated.SimulatedTalk;
import io.parley.checker.sort.Scratch;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** A measurement of the checker with simulated histories, in the heap of this JVM. */
final class SelfTest {

  private static final int PARTITIONS = 8;
  private static final long SEED = 7;
  private static final long MEGABYTE = 1 << 20;

  private final PrintWriter notes;
  private final ProgressLine progress;

  SelfTest(PrintWriter notes, ProgressLine progress) {
    this.notes = notes;
    this.progress = progress;
  }

  /**
   * Checks an ingest of this many commands, and the deliveries and receipts of a talk of this many
   * events.
   */
  Verdict run(long length) {
    SimulatedIngest ingest =
        new SimulatedIngest(SEED, PARTITIONS, Math.toIntExact(Math.max(1, length / PARTITIONS)));
    SimulatedTalk talk = SimulatedTalk.of(length);
    notes.printf(
        "Checking %,d simulated commands, seed %d, and the deliveries and receipts of a talk of %,d"
            + " events ...%n",
        length, SEED, length);
    notes.flush();
    long began = System.nanoTime();
    try (Scratch scratch = Scratch.temporary()) {
      Verdict verdict =
          new Checker(scratch)
              .ingest(ingest)
              .members(ingest)
              .deliveries(talk)
              .receipts(talk)
              .verdict();
      progress.clear();
      notes.printf(
          "%.1f s; heap at most %,d MB (peaks of all pools), limit %,d MB; scratch at most %,d"
              + " MB%n",
          (System.nanoTime() - began) / 1e9,
          peakHeap() / MEGABYTE,
          Runtime.getRuntime().maxMemory() / MEGABYTE,
          scratch.bytesWritten() / MEGABYTE);
      notes.flush();
      return verdict;
    }
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
