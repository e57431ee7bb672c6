package io.parley.benchmarks.meters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time and context switches of the threads of one process, by group, between two samples.
 * A thread that ends in between is left out. Where there is no {@code /proc} there are no groups.
 */
final class ThreadMeter {

  private final Path tasks;
  private final Map<String, ThreadSample> before;

  private ThreadMeter(Path tasks) {
    this.tasks = tasks;
    this.before = sample(tasks);
  }

  static ThreadMeter start(long pid) {
    return start(Path.of("/proc"), pid);
  }

  static ThreadMeter start(Path proc, long pid) {
    return new ThreadMeter(proc.resolve(Long.toString(pid)).resolve("task"));
  }

  /**
   * The use by group since the start.
   *
   * @param seconds since the start
   */
  Map<String, ThreadUse> use(double seconds) {
    Map<String, ThreadUse> groups = new HashMap<>();
    sample(tasks)
        .forEach(
            (id, now) -> {
              ThreadSample then = before.get(id);
              boolean isSame = then != null && then.startedAt() == now.startedAt();
              long ticks = now.ticks() - (isSame ? then.ticks() : 0);
              long switches = now.switches() - (isSame ? then.switches() : 0);
              groups.merge(
                  now.group(),
                  new ThreadUse(
                      (double) ticks / ThreadSample.TICKS_PER_SECOND / seconds, switches / seconds),
                  ThreadUse::plus);
            });
    return groups;
  }

  private static Map<String, ThreadSample> sample(Path tasks) {
    Map<String, ThreadSample> threads = new HashMap<>();
    if (!Files.isDirectory(tasks)) {
      return threads;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
      for (Path thread : all) {
        sample(thread, threads);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + tasks, e);
    }
    return threads;
  }

  private static void sample(Path thread, Map<String, ThreadSample> into) throws IOException {
    try {
      into.put(
          thread.getFileName().toString(),
          ThreadSample.parse(
              Files.readString(thread.resolve("stat")),
              Files.readString(thread.resolve("status"))));
    } catch (NoSuchFileException e) {
      // The thread has just ended.
    } catch (IOException e) {
      if (Files.exists(thread)) {
        throw e;
      }
    }
  }
}
