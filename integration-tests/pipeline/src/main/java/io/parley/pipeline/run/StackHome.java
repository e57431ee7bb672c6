package io.parley.pipeline.run;

import io.parley.cli.Parley;
import io.parley.cli.Preflight;
import io.parley.cli.StackDirectory;
import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.cli.StackState;
import io.parley.command.CommandFailure;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.PipelineStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * A directory in which one stack runs after another, each without any data of the one before. Other
 * commands find the stack that runs there. The directory belongs to one process as long as that
 * process lives.
 *
 * <p>Safe for use by one thread that opens stacks and another that closes them, such as a shutdown
 * hook.
 */
public final class StackHome implements AutoCloseable {

  private final StackDirectory directory;
  private PipelineStack current;

  private StackHome(StackDirectory directory) {
    this.directory = directory;
  }

  /**
   * Takes the directory and empties it.
   *
   * @throws CommandFailure if another process has the directory, or if a stack could not start
   *     there; the message has all reasons
   */
  public static StackHome claim(Path root, StackPorts ports) throws IOException {
    StackDirectory directory = new StackDirectory(root);
    Files.createDirectories(directory.root());
    refuseProblems(directory.root(), ports);
    directory.lock();
    directory.wipe();
    directory.write(StackState.starting());
    return new StackHome(directory);
  }

  private static void refuseProblems(Path root, StackPorts ports) throws IOException {
    List<String> problems = new ArrayList<>(Preflight.problems(Parley.home(), root, ports));
    for (PipelineJob job : PipelineJob.values()) {
      try {
        job.local().jar();
      } catch (CommandFailure e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new CommandFailure("Cannot start:\n  - " + String.join("\n  - ", problems));
    }
  }

  /** The directory as an absolute path. */
  public Path root() {
    return directory.root();
  }

  /**
   * Kills the running stack, if there is one, deletes its data, and starts another with the three
   * jobs on it. The classes of the jobs are on Flink's own class path (see {@code
   * FlinkCluster.Settings}). That is possible because all three come from one build and do not
   * change while the stack runs.
   *
   * @param live whether {@code out} is a terminal on which lines can be redrawn
   * @throws CommandFailure if it does not start
   */
  public PipelineStack open(StackSettings settings, JobSettings jobs, PrintWriter out, boolean live)
      throws IOException {
    List<Path> jars = new ArrayList<>();
    for (PipelineJob job : PipelineJob.values()) {
      jars.add(job.local().jar());
    }
    PipelineStack stack = replace(settings.withFlink(flink -> flink.withLibrary(jars)));
    try {
      stack.start(jobs, out, live);
    } catch (CompletionException e) {
      throw CommandFailure.because("The stack did not start.", e);
    }
    publish();
    return stack;
  }

  private synchronized PipelineStack replace(StackSettings settings) throws IOException {
    if (current != null) {
      current.kill();
      directory.wipe();
    }
    current = new PipelineStack(directory.root(), settings);
    return current;
  }

  /**
   * Publishes the present servers to other commands, because a server that was started again is
   * another process.
   */
  public synchronized void publish() throws IOException {
    directory.write(current.state());
  }

  /** Stops the running stack. The directory still belongs to this process. */
  @Override
  public synchronized void close() throws IOException {
    if (current != null) {
      current.close();
    }
    directory.forget();
  }
}
