package io.parley.demo.chat;

import io.parley.cli.Parley;
import io.parley.command.CheckList;
import io.parley.command.CommandFailure;
import io.parley.infra.local.LocalServer;
import io.parley.infra.local.WebProgram;
import io.parley.pipeline.PipelineStack;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * Reference gateways on a running pipeline, each in a process of its own, so that they can be
 * killed. They share the key of the tokens, so a login holds at all of them. {@link #close} stops
 * the gateways only.
 */
public final class ChatStack implements AutoCloseable {

  private static final String PEOPLE = "people";

  private final Path directory;
  private final List<WebProgram> gateways;

  /**
   * Gateways that are not started yet.
   *
   * @param directory the stack's directory, in which the gateways find the servers' addresses
   * @param firstPort the port of the first gateway, the next one for the next; 0 for free ports
   */
  public ChatStack(Path directory, int number, int firstPort) {
    this.directory = directory;
    this.gateways =
        IntStream.range(0, number)
            .mapToObj(i -> gateway("gw-" + (i + 1), firstPort == 0 ? 0 : firstPort + i))
            .toList();
  }

  private WebProgram gateway(String id, int requestedPort) {
    return new WebProgram(
        id,
        directory,
        new WebProgram.Program(
            Parley.class.getName(),
            port ->
                List.of(
                    "--directory",
                    directory.toString(),
                    "gateway",
                    "--id",
                    id,
                    "--port",
                    Integer.toString(port),
                    "--key-file",
                    directory.resolve("gateway.key").toString()),
            "/health",
            requestedPort));
  }

  /**
   * Starts the gateways, makes the first conversations, and returns when a message has gone the
   * whole way.
   *
   * @param live whether {@code out} is a terminal on which lines can be redrawn
   * @throws CommandFailure if it does not work
   */
  public void start(PrintWriter out, boolean live) {
    List<String> steps = new ArrayList<>(gateways.stream().map(LocalServer::name).toList());
    steps.add(PEOPLE);
    try (CheckList list = new CheckList(out, live, steps)) {
      CompletableFuture.allOf(
              gateways.stream()
                  .map(gateway -> CompletableFuture.runAsync(() -> start(list, gateway)))
                  .toArray(CompletableFuture[]::new))
          .join();
      list.run(PEOPLE, () -> ChatSeed.plant(gateways.get(0).address()));
    } catch (CompletionException e) {
      throw CommandFailure.because("The gateways did not start.", e);
    }
  }

  private static void start(CheckList list, WebProgram gateway) {
    list.run(
        gateway.name(),
        () -> {
          gateway.start();
          return gateway.address();
        });
  }

  /** The gateways, in order. */
  public List<WebProgram> gateways() {
    return gateways;
  }

  /** Everything of a stack that may be killed while people chat, and is started again then. */
  public List<LocalServer> mayBeKilled(PipelineStack stack) {
    List<LocalServer> all = new ArrayList<>(stack.stack().flink().taskManagers());
    all.addAll(gateways);
    return all;
  }

  @Override
  public void close() {
    CompletableFuture.allOf(
            gateways.stream()
                .map(gateway -> CompletableFuture.runAsync(gateway::close))
                .toArray(CompletableFuture[]::new))
        .join();
  }
}
