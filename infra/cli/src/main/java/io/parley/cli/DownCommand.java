package io.parley.cli;

import io.parley.command.CommandFailure;
import io.parley.infra.local.Launcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code down}: stops all servers. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    header = "Stops the servers; their data is kept.",
    description = {"", "Returns when no process is left. Does nothing if no server runs.", ""})
final class DownCommand implements Callable<Integer> {

  private static final long SECONDS_TO_STOP = 120;
  private static final long SECONDS_TO_DIE = 10;

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Optional<StackState> state = parley.stack().read();
    if (state.isEmpty()) {
      out.println("Nothing to stop.");
      return 0;
    }
    Launcher launcher = state.get().launcher();
    List<ProcessHandle> processes =
        Stream.concat(launcher.process().stream(), launcher.processes()).toList();
    if (launcher.process().isPresent()) {
      out.println("Stopping " + launcher.servers().count() + " servers...");
      out.flush();
      launcher.process().get().destroy();
    }
    if (!end(processes, SECONDS_TO_STOP)) {
      out.println("The servers take too long to stop; killing them.");
      processes.forEach(ProcessHandle::destroyForcibly);
      if (!end(processes, SECONDS_TO_DIE)) {
        throw new CommandFailure("These processes survive SIGKILL: " + processes);
      }
    }
    parley.stack().forget();
    out.println("Stopped; no process is left.");
    return 0;
  }

  private static boolean end(List<ProcessHandle> processes, long seconds)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (ProcessHandle process : processes) {
      try {
        process.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        throw new IllegalStateException("Cannot wait for process " + process.pid(), e);
      }
    }
    return true;
  }
}
