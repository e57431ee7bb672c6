package io.parley.infra.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A command that starts a JVM.
 *
 * @param classPath jars, in order
 * @param jvmOptions options such as {@code -Xmx512m}
 * @param mainClass the entry point
 * @param arguments the program's arguments
 * @param environment variables added to those of this process
 * @param starter a program that gets the JVM's command as its arguments and becomes that JVM; empty
 *     to start the JVM at once
 */
record JavaCommand(
    List<Path> classPath,
    List<String> jvmOptions,
    String mainClass,
    List<String> arguments,
    Map<String, String> environment,
    List<String> starter)
    implements ServerCommand {

  /**
   * Lets the kernel end each sleep of the process up to a millisecond late. A process may set this
   * for itself only, so a shell sets it and then becomes the process. Where the kernel has no such
   * setting, the process sleeps as usual.
   */
  static final List<String> COARSE_SLEEPS =
      List.of(
          "sh",
          "-c",
          "{ echo 1000000 > /proc/self/timerslack_ns; } 2>/dev/null; exec \"$0\" \"$@\"");

  /** A command that starts the JVM at once. */
  JavaCommand(
      List<Path> classPath,
      List<String> jvmOptions,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment) {
    this(classPath, jvmOptions, mainClass, arguments, environment, List.of());
  }

  /** The {@code java} of the JDK that runs this code. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The same with more variables. */
  JavaCommand withEnvironment(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new JavaCommand(classPath, jvmOptions, mainClass, arguments, all, starter);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Long arguments go into a file of arguments, {@code <main class>.args}, in the working
   * directory. So the command line stays readable, and the brand in it stays within the part of a
   * command line that the operating system reports.
   */
  @Override
  public Process start(Path directory, Path output) throws IOException {
    Path argumentFile = Files.write(directory.resolve(mainClass + ".args"), argumentLines());
    List<String> command = new ArrayList<>(starter);
    command.addAll(List.of(java(), Launcher.current().brand(), "@" + argumentFile));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /**
   * Runs a short tool to its end.
   *
   * @throws ServerException if it fails; the message has the end of its output
   */
  void run(Path directory, ServerLog output) throws IOException {
    Process tool = start(directory, output.file());
    try {
      if (tool.waitFor() != 0) {
        throw new ServerException(
            "%s failed with exit code %d:%n%s"
                .formatted(mainClass, tool.exitValue(), output.tail()));
      }
    } catch (InterruptedException e) {
      tool.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new ServerException("Interrupted while waiting for " + mainClass, e);
    }
  }

  private List<String> argumentLines() {
    List<String> lines = new ArrayList<>(jvmOptions);
    lines.add("-cp");
    lines.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    lines.add(mainClass);
    lines.addAll(arguments);
    return lines.stream().map(JavaCommand::quoted).toList();
  }

  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
