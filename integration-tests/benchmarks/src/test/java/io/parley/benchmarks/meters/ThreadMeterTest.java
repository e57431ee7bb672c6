package io.parley.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seen red: ticks taken from the fields beside; a reused thread id taken for the same thread;
 * numbers kept in the names of groups.
 */
class ThreadMeterTest {

  private static final long PID = 7;

  @TempDir private Path proc;

  @Test
  void ticksSwitchesAndNameAreRead() {
    ThreadSample thread = ThreadSample.parse(stat("ReadStage-1", 30, 12, 500), status(5, 2));

    assertThat(thread).isEqualTo(new ThreadSample("ReadStage-1", 500, 42, 7));
  }

  @Test
  void aNameCanHaveBlanksAndBracketsInIt() {
    assertThat(ThreadSample.parse(stat("Map (1/1)#0) R", 1, 1, 1), status(0, 0)).name())
        .isEqualTo("Map (1/1)#0) R");
  }

  @Test
  void aTextOfAnotherFormIsRefused() {
    assertThatThrownBy(() -> ThreadSample.parse("7 no name", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 no name");
    assertThatThrownBy(() -> ThreadSample.parse("7 (name) S 1 2", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too early");
  }

  @Test
  void threadsThatDifferInANumberAreOneGroup() {
    assertThat(group("ReadStage-1")).isEqualTo(group("ReadStage-22")).isEqualTo("ReadStage");
    assertThat(group("GC Thread#0")).isEqualTo("GC Thread");
    assertThat(group("Decide (1/1)#0")).isEqualTo("Decide");
    assertThat(group("C1 CompilerThre")).isNotEqualTo(group("VM Thread"));
    assertThat(group("12")).isEqualTo("12");
  }

  private static String group(String name) {
    return new ThreadSample(name, 0, 0, 0).group();
  }

  @Test
  void aGroupUsesWhatItsThreadsHaveUsedSinceTheStart() throws IOException {
    thread(1, stat("io-1", 100, 0, 1), status(10, 0));
    thread(2, stat("io-2", 100, 0, 1), status(10, 0));
    ThreadMeter meter = ThreadMeter.start(proc, PID);
    thread(1, stat("io-1", 300, 0, 1), status(30, 0));
    thread(2, stat("io-2", 100, 100, 1), status(10, 60));
    thread(3, stat("io-3", 50, 0, 9), status(5, 0));

    ThreadUse use = meter.use(10).get("io");

    assertThat(use.cores()).isCloseTo(0.35, within(1e-9));
    assertThat(use.switches()).isCloseTo(8.5, within(1e-9));
  }

  @Test
  void aThreadThatTookOverTheIdOfAnotherBeginsAtZero() throws IOException {
    thread(1, stat("old", 900, 0, 1), status(900, 0));
    ThreadMeter meter = ThreadMeter.start(proc, PID);
    thread(1, stat("new", 100, 0, 2), status(10, 0));

    assertThat(meter.use(1)).containsOnlyKeys("new");
    assertThat(meter.use(1).get("new")).isEqualTo(new ThreadUse(1, 10));
  }

  @Test
  void aProcessThatIsGoneHasNoThreads() {
    assertThat(ThreadMeter.start(proc, 99).use(1)).isEmpty();
  }

  private void thread(int id, String stat, String status) throws IOException {
    Path directory = proc.resolve(Long.toString(PID)).resolve("task").resolve("" + id);
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("stat"), stat);
    Files.writeString(directory.resolve("status"), status);
  }

  private static String stat(String name, long user, long system, long startedAt) {
    return "11 (%s) S 1 7 7 0 -1 4194368 88 0 3 0 %d %d 5 6 20 0 40 0 %d 7829 77 184 0 0"
        .formatted(name, user, system, startedAt);
  }

  private static String status(long voluntary, long involuntary) {
    return "Name:\tx\nThreads:\t40\nvoluntary_ctxt_switches:\t%d\nnonvoluntary_ctxt_switches:\t%d\n"
        .formatted(voluntary, involuntary);
  }
}
