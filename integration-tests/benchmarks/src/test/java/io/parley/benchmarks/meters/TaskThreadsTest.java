package io.parley.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seen red: threads of other processes counted too. */
class TaskThreadsTest {

  private static final Usage USAGE =
      new Usage(
          Map.of(),
          Map.of(
              "taskmanager-1",
              Map.of(
                  "Ledger", use(0.3),
                  "Decide", use(0.1),
                  "kafka-producer", use(0.4)),
              "taskmanager-2",
              Map.of("Source: Command", use(0.05), "Source: Read eve", use(0.02)),
              "bare loops",
              Map.of("Ledger", use(9))));

  private static ThreadUse use(double cores) {
    return new ThreadUse(cores, 0);
  }

  @Test
  void tasksOfAJobAreFoundInAllTaskManagersAndNowhereElse() {
    assertThat(TaskThreads.INGEST.cores(USAGE)).isCloseTo(0.15, within(1e-9));
    assertThat(TaskThreads.ROUTING.cores(USAGE)).isCloseTo(0.02, within(1e-9));
    assertThat(TaskThreads.RECEIPTS.cores(USAGE)).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void theBusiestTaskIsATaskAndNotAThreadThatJobsShare() {
    assertThat(TaskThreads.busiest(USAGE)).isEqualTo(0.3);
  }
}
