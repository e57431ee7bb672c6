package io.parley.e2e.secure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.cli.StackSecrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The secrets of a stack, and searches for them where people look: logs, files of arguments,
 * command lines and environments of processes, Flink's REST interface with all its pages, and its
 * Prometheus metrics. A secret counts as found also in base64.
 */
final class Canaries {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** By place where the secret lies; the searches never print the secret itself. */
  private final Map<String, String> secrets = new TreeMap<>();

  private Canaries() {}

  static Canaries of(StackSecrets stack) throws IOException {
    Canaries canaries = new Canaries();
    try (Stream<Path> files = Files.list(stack.passwords())) {
      for (Path file : files.toList()) {
        canaries.plant(file);
      }
    }
    canaries.plant(stack.identity().password());
    return canaries;
  }

  /** Plants further secrets, numbered. */
  void plant(String name, List<String> more) {
    for (int number = 0; number < more.size(); number++) {
      secrets.put(name + " " + number, more.get(number));
    }
  }

  private void plant(Path file) throws IOException {
    String secret = Files.readString(file).strip();
    String user = file.getFileName().toString();
    secrets.put(user, secret);
    secrets.put(
        user + " in base64",
        Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8)));
  }

  int count() {
    return secrets.size();
  }

  /** The names of the secrets that a text has. */
  List<String> inText(String text) {
    return secrets.entrySet().stream()
        .filter(secret -> text.contains(secret.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Searches every text file of a stack but those of the secrets and the servers' data. */
  List<String> inLogs(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString();
        if (name.startsWith("secrets/")
            || !name.matches(".*\\.(log|args|yaml|properties|json|out|err)")) {
          continue;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        inText(text).forEach(secret -> found.add(secret + " in " + name));
      }
    }
    return found;
  }

  /** Searches the command lines and environments of processes. */
  List<String> inProcesses(List<Long> processes) {
    List<String> found = new ArrayList<>();
    for (long process : processes) {
      for (String kind : new String[] {"cmdline", "environ"}) {
        Path file = Path.of("/proc", Long.toString(process), kind);
        try {
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          inText(text).forEach(secret -> found.add(secret + " in " + file));
        } catch (IOException e) {
          // The process has ended, or belongs to somebody else.
        }
      }
    }
    return found;
  }

  /** Walks Flink's REST interface: configuration, jobs with plan, options and exceptions, tasks. */
  List<String> inRestAnswers(URI rest) throws IOException, InterruptedException {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/config",
                "/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/metrics",
                "/jobmanager/log",
                "/jobmanager/stdout",
                "/jobs/overview",
                "/jars",
                "/taskmanagers"));
    for (JsonNode job : get(rest, "/jobs").path("jobs")) {
      String base = "/jobs/" + job.path("id").asText();
      Stream.of("", "/config", "/exceptions", "/plan", "/accumulators", "/checkpoints", "/metrics")
          .forEach(end -> paths.add(base + end));
    }
    for (JsonNode manager : get(rest, "/taskmanagers").path("taskmanagers")) {
      String base = "/taskmanagers/" + manager.path("id").asText();
      Stream.of("", "/log", "/stdout", "/metrics", "/thread-dump")
          .forEach(end -> paths.add(base + end));
    }
    List<String> found = new ArrayList<>();
    for (String path : paths) {
      inText(text(rest, path)).forEach(secret -> found.add(secret + " in " + path));
    }
    return found;
  }

  private static JsonNode get(URI rest, String path) throws IOException, InterruptedException {
    return JSON.readTree(text(rest, path));
  }

  private static String text(URI rest, String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HTTP.send(HttpRequest.newBuilder(rest.resolve(path)).build(), BodyHandlers.ofString());
    return response.body();
  }
}
