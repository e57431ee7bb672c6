package io.parley.infra.local;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * A program of this build that serves HTTP, in a process of its own with this process's class path.
 * It is ready when its health address answers 200.
 */
public final class WebProgram extends LocalServer {

  /**
   * The program to run.
   *
   * @param mainClass its entry point
   * @param arguments its arguments, given the port on which it is to listen
   * @param health the path of its health address
   * @param requestedPort the port, 0 for a free one
   */
  public record Program(
      String mainClass, IntFunction<List<String>> arguments, String health, int requestedPort) {}

  private final Program program;
  private int port;

  /** A program that is not started yet. */
  public WebProgram(String name, Path stack, Program program) {
    super(name, stack);
    this.program = program;
  }

  @Override
  void choosePorts() {
    port = Ports.choose(program.requestedPort());
  }

  @Override
  JavaCommand prepare() throws IOException {
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath())
            .toList();
    List<String> options =
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dparley.home=" + Path.of(System.getProperty("parley.home", "")).toAbsolutePath(),
            "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.parley.schemas");
    return new JavaCommand(
        classPath, options, program.mainClass(), program.arguments().apply(port), Map.of());
  }

  @Override
  boolean isReady() throws IOException {
    URI health = URI.create(address() + program.health());
    return Http.send(Http.request(health).build()).statusCode() == Http.OK;
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + known(port);
  }
}
