package io.parley.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a TaskManager that ran out of memory is told apart from one that only names its
 * option. Seen red: the name of the error without its package, which the option contains too.
 */
class SmallHeapTest {

  private static final String START =
      """
      Picked up _JAVA_OPTIONS: -Xmx64m -Xms16m
      16:31:37.316 INFO  [main] TaskManagerRunner -     -XX:+UseSerialGC
      16:31:37.316 INFO  [main] TaskManagerRunner -     -XX:+ExitOnOutOfMemoryError
      16:31:40.001 INFO  [Decide (1/2)#0] Task - Decide (1/2)#0 (90_0_0) switched from CREATED to DEPLOYING.
      16:31:41.002 INFO  [Decide (1/2)#0] Task - Decide (1/2)#0 (90_0_0) switched from INITIALIZING to RUNNING.
      """;

  @TempDir private Path directory;

  @Test
  void theOptionInTheLogIsNoError() throws IOException {
    Path log = log("");

    assertThat(SmallHeap.ranOutOfMemory(log)).isFalse();
    assertThat(SmallHeap.tasksFailed(log)).isFalse();
  }

  @Test
  void theLastWordsOfTheJvmAreTheError() throws IOException {
    assertThat(
            SmallHeap.ranOutOfMemory(
                log("Terminating due to java.lang.OutOfMemoryError: Java heap space\n")))
        .isTrue();
  }

  @Test
  void aTaskThatFailedOfTheErrorIsSeen() throws IOException {
    Path log =
        log(
            """
            16:31:42.003 WARN  [Decide (1/2)#0] Task - Decide (1/2)#0 (90_0_0) switched from RUNNING to FAILED with failure cause:
            java.lang.OutOfMemoryError: Cannot reserve 32768 bytes of direct buffer memory
            """);

    assertThat(SmallHeap.ranOutOfMemory(log)).isTrue();
    assertThat(SmallHeap.tasksFailed(log)).isTrue();
  }

  private Path log(String end) throws IOException {
    return Files.writeString(directory.resolve("taskmanager-2.log"), START + end);
  }
}
