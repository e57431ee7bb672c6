package io.parley.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.Table;
import io.parley.infra.local.Launcher;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** A report of the running servers for people. */
final class StackReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StackState state;
  private final PrintWriter out;

  StackReport(StackState state, PrintWriter out) {
    this.state = state;
    this.out = out;
  }

  void printReady(long nanos) {
    out.println();
    printTable();
    out.println();
    out.println(
        String.format(
            Locale.ROOT,
            "Ready in %.1f s. The dashboard is at %s",
            nanos / 1e9,
            state.dashboardUrl()));
    out.println(
        """

        Next:
          ./parley submit ingest                            run the job that stores messages
          ./parley send create lobby --by ann --members bob make a conversation
          ./parley send message lobby --by ann "Hello"      send a message, wait for its ack
          ./parley peek chat.events --follow                see what happens
          ./parley history lobby                            read what is stored
          ./parley down                                     stop everything\
        """);
    out.flush();
  }

  /** Prints one line per process, and the memory of all of them. */
  void printTable() {
    Table table = new Table("SERVER", "ADDRESS", "PROCESS", "MEMORY", "STATE", "LOG");
    long total = 0;
    for (StackState.Server server : state.servers()) {
      OptionalLong memory = Memory.resident(server.pid());
      total += memory.orElse(0);
      table.row(
          server.name(),
          server.address(),
          Long.toString(server.pid()),
          memory.isPresent() ? Memory.inMebibytes(memory.getAsLong()) : "-",
          isAlive(server) ? "running" : "ENDED",
          Path.of(server.log()).getFileName().toString());
    }
    long launcher = Memory.resident(state.launcher().pid()).orElse(0);
    table.row(
        "launcher",
        "",
        Long.toString(state.launcher().pid()),
        Memory.inMebibytes(launcher),
        "running",
        "");
    table.print(out);
    out.println("  Memory in all: " + Memory.inMebibytes(total + launcher));
    out.println("  `./parley logs SERVER` shows a log.");
  }

  /** Addresses and processes. Memory is resident memory in bytes, null where it is not known. */
  ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("started", state.started());
    json.put("kafka", state.bootstrapServers());
    json.put("registry", state.registryUrl());
    json.put("cql", state.cqlHost() + ":" + state.cqlPort());
    json.put("dashboard", state.dashboardUrl());
    json.put("secured", state.isSecured());
    ArrayNode servers = json.putArray("servers");
    for (StackState.Server server : state.servers()) {
      OptionalLong memory = Memory.resident(server.pid());
      servers
          .addObject()
          .put("name", server.name())
          .put("address", server.address())
          .put("pid", server.pid())
          .put("memory_bytes", memory.isPresent() ? (Long) memory.getAsLong() : null)
          .put("state", isAlive(server) ? "running" : "ended")
          .put("log", server.log());
    }
    return json;
  }

  boolean allRun() {
    return state.servers().stream().allMatch(StackReport::isAlive);
  }

  private static boolean isAlive(StackState.Server server) {
    return ProcessHandle.of(server.pid()).map(Launcher::runs).orElse(false);
  }
}
