package io.parley.it.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.infra.local.TaskManager;
import io.parley.it.pipeline.Pipeline;
import io.parley.it.pipeline.PipelineStack;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Kills the TaskManager that has most to do, and times the recovery. */
final class Killing {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final long MILLIS_BETWEEN_LOOKS = 100;

  private interface Condition {
    boolean holds() throws IOException;
  }

  private final PipelineStack stack;
  private final LongSupplier delivered;
  private final TaskManager victim;

  /**
   * Chooses the victim.
   *
   * @param delivered how many events reached devices so far
   */
  Killing(PipelineStack stack, LongSupplier delivered) throws IOException {
    this.stack = stack;
    this.delivered = delivered;
    this.victim = busiest();
  }

  String victim() {
    return victim.name() + " (process " + victim.pid() + ")";
  }

  private TaskManager busiest() throws IOException {
    Map<String, Integer> busySlots = new HashMap<>();
    for (JsonNode manager : stack.pipeline().flink().get("/taskmanagers").path("taskmanagers")) {
      busySlots.put(
          manager.path("id").asText(),
          manager.path("slotsNumber").asInt() - manager.path("freeSlots").asInt());
    }
    return stack.stack().flink().taskManagers().stream()
        .max(Comparator.comparingInt(manager -> busySlots.getOrDefault(manager.name(), 0)))
        .orElseThrow();
  }

  /** Kills it, waits for the recovery, and starts it again. */
  Recovery run() throws IOException {
    Pipeline pipeline = stack.pipeline();
    String killed = victim();
    long began = System.nanoTime();
    victim.kill();
    await("the cluster to notice that " + killed + " is dead", () -> !pipeline.isRunning());
    long noticed = System.nanoTime();
    await("all tasks to run again", pipeline::isRunning);
    long running = System.nanoTime();
    long before = delivered.getAsLong();
    await("a delivery after the recovery", () -> delivered.getAsLong() > before);
    long delivering = System.nanoTime();
    victim.start();
    return new Recovery(
        killed, millis(noticed - began), millis(running - began), millis(delivering - began));
  }

  private static void await(String what, Condition condition) throws IOException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IOException("Waited " + DEADLINE + " in vain for " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while waiting for " + what, e);
      }
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
