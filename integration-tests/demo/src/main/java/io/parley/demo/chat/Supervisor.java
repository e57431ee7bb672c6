package io.parley.demo.chat;

import io.parley.infra.local.LocalServer;
import io.parley.infra.local.ServerException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts servers again that were killed, and says so, as a container platform does in production.
 * It has a thread of its own, which is the only one that starts the servers.
 */
public final class Supervisor implements AutoCloseable {

  private static final long MILLIS_BETWEEN_LOOKS = 500;
  private static final long MILLIS_TO_END = 5_000;

  private final List<LocalServer> servers;
  private final Runnable onChange;
  private final PrintWriter out;
  private final Thread thread = new Thread(this::run, "supervisor");
  private volatile boolean ending;

  /**
   * A supervisor that does not watch yet.
   *
   * @param onChange called when a server runs again, in another process
   */
  public Supervisor(List<LocalServer> servers, Runnable onChange, PrintWriter out) {
    this.servers = List.copyOf(servers);
    this.onChange = onChange;
    this.out = out;
    thread.setDaemon(true);
  }

  /** Begins to watch. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!ending) {
        TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
        servers.forEach(this::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(LocalServer server) {
    if (ending || server.isAlive()) {
      return;
    }
    say(server.name() + " (process " + server.pid() + ") has ended. Starting it again...");
    long began = System.nanoTime();
    try {
      server.start();
    } catch (ServerException e) {
      if (!ending) {
        say(e.getMessage());
      }
      return;
    }
    onChange.run();
    say(
        "%s runs again after %.1f s, as process %d."
            .formatted(server.name(), (System.nanoTime() - began) / 1e9, server.pid()));
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }

  /** Starts nothing any more. */
  @Override
  public void close() {
    ending = true;
    thread.interrupt();
    try {
      thread.join(MILLIS_TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
