package io.parley.faults.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.run.Killing;
import io.parley.pipeline.run.RecoveryClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A fault in which a TaskManager may open no more files or connections for a while. RocksDB cannot
 * write its next file, so checkpoints fail and the jobs go back to their last one, again and again.
 */
public final class FewFileHandles implements Fault {

  private static final Duration WITHOUT = Duration.ofSeconds(20);

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
    if (!Files.isExecutable(Path.of("/usr/bin/prlimit"))) {
      throw run.skip("needs prlimit, of Debian package util-linux");
    }
    TaskManager victim = Killing.busiest(run.stack());
    String usual = prlimit("--pid", pid(victim), "--nofile", "--output", "SOFT", "--noheadings");
    RecoveryClock clock = run.clock();
    long open = openFiles(victim);
    prlimit("--pid", pid(victim), "--nofile=" + open + ":");
    run.mark("%s has %d files open and may open no more".formatted(victim.name(), open));
    run.talk(WITHOUT);
    if (victim.isAlive()) {
      prlimit("--pid", pid(victim), "--nofile=" + usual + ":");
      run.mark("it may open files again");
    } else {
      run.mark("it has ended");
    }
    run.awaitRecovery(clock);
    run.recovered(clock.recovery(name()));
  }

  private static String pid(TaskManager manager) {
    return Long.toString(manager.pid());
  }

  private static long openFiles(TaskManager manager) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", pid(manager), "fd"))) {
      return files.count();
    }
  }

  private static String prlimit(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of("/usr/bin/prlimit"), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("prlimit failed: " + answer);
    }
    return answer;
  }
}
