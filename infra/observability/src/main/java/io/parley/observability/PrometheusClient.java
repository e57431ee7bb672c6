package io.parley.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client of the HTTP interface of a Prometheus. For any thread. */
public final class PrometheusClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  /**
   * @param url the address of the Prometheus, such as {@code http://localhost:9090}
   */
  public PrometheusClient(String url) {
    this.url = url;
  }

  /**
   * One sample of an answer.
   *
   * @param labels its labels
   * @param value its value, which may be NaN
   */
  public record Sample(Map<String, String> labels, double value) {}

  /**
   * An alert that is pending or firing.
   *
   * @param name the name of its rule
   * @param state pending or firing
   * @param labels its labels
   */
  public record Alert(String name, String state, Map<String, String> labels) {}

  /**
   * Evaluates a query now.
   *
   * @throws IOException if Prometheus does not answer, or if it refuses the query; the message has
   *     its reason
   */
  public List<Sample> query(String expression) throws IOException {
    JsonNode data = get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    if (data.path("resultType").asText().equals("scalar")) {
      return List.of(new Sample(Map.of(), data.path("result").path(1).asDouble()));
    }
    List<Sample> samples = new ArrayList<>();
    for (JsonNode sample : data.path("result")) {
      samples.add(
          new Sample(labels(sample.path("metric")), number(sample.path("value").path(1).asText())));
    }
    return samples;
  }

  /** The alerts that are pending or firing, by name. */
  public List<Alert> alerts() throws IOException {
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode alert : get("alerts").path("alerts")) {
      Map<String, String> labels = labels(alert.path("labels"));
      alerts.add(new Alert(labels.get("alertname"), alert.path("state").asText(), labels));
    }
    alerts.sort(Comparator.comparing(Alert::name));
    return alerts;
  }

  /** The names of all series that Prometheus has seen. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    get("label/__name__/values").forEach(name -> names.add(name.asText()));
    return names;
  }

  private JsonNode get(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path)).timeout(TIMEOUT).build();
    try {
      JsonNode answer = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
      if (!answer.path("status").asText().equals("success")) {
        throw new IOException(
            "Prometheus refuses %s: %s".formatted(path, answer.path("error").asText()));
      }
      return answer.path("data");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for " + request.uri());
    }
  }

  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new TreeMap<>();
    object.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
