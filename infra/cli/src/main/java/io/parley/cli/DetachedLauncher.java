package io.parley.cli;

import io.parley.command.CommandFailure;
import io.parley.infra.local.Programs;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** A launcher that runs a command in a process of its own, which stays when this process ends. */
public final class DetachedLauncher {

  private final StackDirectory directory;
  private final PrintWriter out;

  /** A launcher whose process writes its log into a directory. */
  public DetachedLauncher(StackDirectory directory, PrintWriter out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * Starts the process and shows its output until all servers are ready.
   *
   * @param arguments the arguments of this command
   * @return 0, or the exit code of the process if it has ended
   */
  int launch(List<String> arguments) throws IOException, InterruptedException {
    return launch(arguments, this::isReady);
  }

  /**
   * The same with another sign that it is ready.
   *
   * @param ready whether the process with this number is ready
   * @throws CommandFailure if the directory is another launcher's, or no stack's; nothing is
   *     changed then
   */
  public int launch(List<String> arguments, LongPredicate ready)
      throws IOException, InterruptedException {
    directory.requireFree();
    Files.createDirectories(directory.logs());
    Files.writeString(directory.launcherLog(), "");
    Process launcher =
        new ProcessBuilder(command(arguments))
            .redirectErrorStream(true)
            .redirectOutput(directory.launcherLog().toFile())
            .start();
    launcher.getOutputStream().close();
    new TextFile(directory.launcherLog())
        .follow(out, () -> !launcher.isAlive() || ready.test(launcher.pid()));
    return launcher.isAlive() ? 0 : launcher.exitValue();
  }

  private boolean isReady(long pid) {
    return directory
        .read()
        .filter(state -> state.launcher().pid() == pid && state.ready())
        .isPresent();
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(ownSession());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ownArguments(
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            System.getenv("JAVA_TOOL_OPTIONS")));
    command.add("-Dparley.terminal=false");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Parley.class.getName());
    arguments.stream()
        .filter(argument -> !List.of("-d", "--detach").contains(argument))
        .forEach(command::add);
    return command;
  }

  /**
   * The arguments of this JVM that its child needs again.
   *
   * @param arguments all arguments of this JVM
   * @param toolOptions the variable JAVA_TOOL_OPTIONS, whose arguments the child inherits with the
   *     environment; a debug agent that is loaded twice ends the JVM. May be null
   */
  static List<String> ownArguments(List<String> arguments, String toolOptions) {
    List<String> own = new ArrayList<>(arguments);
    if (toolOptions != null) {
      own.removeAll(List.of(toolOptions.strip().split("\\s+")));
    }
    return own;
  }

  /**
   * The program setsid, if this machine has it. With it, a later Ctrl-C in this terminal does not
   * reach the launcher.
   */
  private static List<String> ownSession() {
    return Programs.find("setsid").map(Path::toString).stream().toList();
  }
}
