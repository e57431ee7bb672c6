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
 * A directory for one stack after another, each with nothing left of the one before. Other commands
 * find the stack that runs there. It is one process's own as long as that lives.
 *
 * <p>Safe for use by the thread that opens stacks and one that closes, such as a shutdown hook.
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
   * @throws CommandFailure if another process has it, or if a stack could not start there, with all
   *     that is in the way
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

  /** Absolute. */
  public Path root() {
    return directory.root();
  }

  /**
   * Stops the stack that runs, if one does, and starts another with the three jobs on it. Their
   * classes are Flink's own, see {@code FlinkCluster.Settings}: they come from one build and do not
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
      current.close();
      directory.wipe();
    }
    current = new PipelineStack(directory.root(), settings);
    return current;
  }

  /** Tells other commands what runs now: a server that was started again is another process. */
  public synchronized void publish() throws IOException {
    directory.write(current.state());
  }

  /** Stops the stack that runs. The directory stays this process's. */
  @Override
  public synchronized void close() throws IOException {
    if (current != null) {
      current.close();
    }
    directory.forget();
  }
}
