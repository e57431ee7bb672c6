package io.parley.demo.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.infra.local.LocalServer;
import io.parley.infra.local.WebProgram;
import io.parley.pipeline.PipelineStack;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What to open and what to kill, for people and for scripts. */
final class ChatReport {

  private final PipelineStack stack;
  private final List<WebProgram> gateways;

  ChatReport(PipelineStack stack, List<WebProgram> gateways) {
    this.stack = stack;
    this.gateways = gateways;
  }

  /** One address for each of two people, at different gateways if there are two. */
  List<String> pages() {
    List<String> pages = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String gateway = gateways.get(i % gateways.size()).address();
      pages.add(gateway + "/?user=" + ChatSeed.PEOPLE.get(i));
    }
    return pages;
  }

  void print(PrintWriter out) {
    out.println("\nOpen these two side by side. Anybody may be anybody: there is no password.\n");
    pages().forEach(page -> out.println("  " + page));
    out.println("\nKill something while they chat. It is started again, and nothing is lost.\n");
    for (LocalServer server : victims()) {
      out.println("  kill -9 %-8d # %s".formatted(server.pid(), server.name()));
    }
    out.println("\nDashboard: " + stack.state().dashboardUrl() + "\nCtrl-C stops everything.");
    out.flush();
  }

  ObjectNode json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("launcher", ProcessHandle.current().pid());
    ArrayNode pages = json.putArray("pages");
    pages().forEach(pages::add);
    ArrayNode list = json.putArray("gateways");
    gateways.forEach(
        gateway ->
            list.addObject()
                .put("id", gateway.name())
                .put("address", gateway.address())
                .put("pid", gateway.pid()));
    ArrayNode managers = json.putArray("taskManagers");
    stack
        .stack()
        .flink()
        .taskManagers()
        .forEach(
            manager -> managers.addObject().put("name", manager.name()).put("pid", manager.pid()));
    return json.put("dashboard", stack.state().dashboardUrl());
  }

  private List<LocalServer> victims() {
    List<LocalServer> all = new ArrayList<>(stack.stack().flink().taskManagers());
    all.addAll(gateways);
    return all;
  }
}
