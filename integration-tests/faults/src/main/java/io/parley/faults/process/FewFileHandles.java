package io.parley.faults.process;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.faults.Tool;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.Killing;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A fault in which a TaskManager may open no more files or connections for a while. RocksDB cannot
 * write its next file, so checkpoints fail and the jobs go back to their last one, again and again.
 */
public final class FewFileHandles implements Fault {

  private static final Duration WITHOUT = Duration.ofSeconds(20);

  private static final String PRLIMIT = "/usr/bin/prlimit";

  /** How the operating system refuses a file. */
  private static final String REFUSED = "Too many open files";

  @Override
  public String name() {
    return "out-of-file-handles";
  }

  @Override
  public String what() {
    return "For 20 s the busiest TaskManager can open no more files and connections.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(PRLIMIT))) {
      throw run.skip("needs prlimit, of Debian package util-linux");
    }
    TaskManager victim = Killing.busiest(run.stack());
    String usual = prlimit("--pid", pid(victim), "--nofile", "--output", "SOFT", "--noheadings");
    long before = TaskManagerLogs.count(run, REFUSED);
    RecoveryClock clock = run.clock();
    int free = lowestFree(openFiles(victim));
    prlimit("--pid", pid(victim), "--nofile=" + free + ":");
    run.mark("%s may open no more files: the limit is %d".formatted(victim.name(), free));
    run.talk(WITHOUT);
    long refused = TaskManagerLogs.count(run, REFUSED) - before;
    run.mark("lines of the logs that say '%s': %d".formatted(REFUSED, refused));
    if (victim.isAlive()) {
      prlimit("--pid", pid(victim), "--nofile=" + usual + ":");
      run.mark("it may open files again");
    } else {
      run.mark("it has ended");
    }
    run.awaitRecovery(clock);
    run.recovered(clock.recovery(name()));
    if (refused == 0) {
      throw new NotStruck("no file and no connection was refused to " + victim.name());
    }
  }

  private static String pid(TaskManager manager) {
    return Long.toString(manager.pid());
  }

  private static Set<Integer> openFiles(TaskManager manager) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", pid(manager), "fd"))) {
      return files
          .map(file -> Integer.valueOf(file.getFileName().toString()))
          .collect(Collectors.toSet());
    }
  }

  /**
   * The number that the next file would get. The limit is on this number, not on how many files are
   * open: under any higher limit, files could be opened until the gaps are filled.
   */
  static int lowestFree(Set<Integer> open) {
    return IntStream.iterate(0, number -> number + 1)
        .filter(number -> !open.contains(number))
        .findFirst()
        .orElseThrow();
  }

  private static String prlimit(String... arguments) throws IOException {
    return Tool.run(Stream.concat(Stream.of(PRLIMIT), Stream.of(arguments)).toArray(String[]::new));
  }
}
