package io.parley.pipeline.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.PipelineStack;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A kill of the busiest TaskManager, with the times of the recovery. */
public final class Killing {

  private final PipelineStack stack;
  private final LongSupplier delivered;
  private final TaskManager victim;

  /**
   * Chooses the victim.
   *
   * @param delivered how many events reached devices so far
   */
  public Killing(PipelineStack stack, LongSupplier delivered) throws IOException {
    this.stack = stack;
    this.delivered = delivered;
    this.victim = busiest(stack);
  }

  /** The name of the victim, for people. */
  public String victim() {
    return victim.name() + " (process " + victim.pid() + ")";
  }

  /** The TaskManager with most slots in use, of those that are alive. */
  public static TaskManager busiest(PipelineStack stack) throws IOException {
    Map<String, Integer> busySlots = new HashMap<>();
    for (JsonNode manager : stack.pipeline().flink().get("/taskmanagers").path("taskmanagers")) {
      busySlots.put(
          manager.path("id").asText(),
          manager.path("slotsNumber").asInt() - manager.path("freeSlots").asInt());
    }
    return stack.stack().flink().taskManagers().stream()
        .filter(TaskManager::isAlive)
        .max(Comparator.comparingInt(manager -> busySlots.getOrDefault(manager.name(), 0)))
        .orElseThrow();
  }

  /**
   * Kills the victim, waits for the recovery on the other TaskManagers, and starts the victim
   * again.
   */
  public Recovery run() {
    return recover(clock -> {});
  }

  /**
   * The same, and waits until the backlog is worked off before it starts the victim again.
   *
   * @param caughtUp asked again and again after deliveries go on
   */
  public Recovery run(Callable<Boolean> caughtUp) {
    return recover(clock -> clock.await(RecoveryClock.CAUGHT_UP, caughtUp));
  }

  private Recovery recover(Consumer<RecoveryClock> lastStep) {
    String killed = victim();
    RecoveryClock clock = new RecoveryClock(stack.pipeline(), delivered);
    victim.kill();
    clock.awaitNoticed();
    clock.awaitRunning();
    clock.awaitDelivering();
    lastStep.accept(clock);
    victim.start();
    return clock.recovery("kill -9 of " + killed);
  }
}
