package io.parley.demo.chat;

import io.parley.pipeline.run.StackHome;
import java.io.IOException;
import java.io.PrintWriter;

/** The end of {@code chat}: first the supervisor, then the gateways, then the servers. */
final class Shutdown {

  private final StackHome home;
  private final ChatStack chat;
  private final PrintWriter out;
  private Supervisor supervisor;
  private boolean ending;

  Shutdown(StackHome home, ChatStack chat, PrintWriter out) {
    this.home = home;
    this.chat = chat;
    this.out = out;
  }

  /** Starts a supervisor, unless everything is about to end. */
  synchronized void supervise(Supervisor newSupervisor) {
    if (!ending) {
      supervisor = newSupervisor;
      supervisor.start();
    }
  }

  /** Stops everything. */
  synchronized void run() {
    ending = true;
    out.println("\nStopping...");
    out.flush();
    if (supervisor != null) {
      supervisor.close();
    }
    chat.close();
    try {
      home.close();
    } catch (IOException e) {
      out.println(e.getMessage());
    }
    out.println("Stopped; no process is left.");
    out.flush();
  }
}
