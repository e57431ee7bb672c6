package io.parley.infra.local.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The HTTP part of the REST client: requests and answers in JSON. */
final class FlinkHttp {

  /** The answer to running a jar comes only when its main method has built the job. */
  private static final Duration ANSWER_DEADLINE = Duration.ofMinutes(2);

  private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);
  private static final String BOUNDARY = "parley-boundary-7d1f";
  private static final String CAUSE = "Caused by: ";

  /** As it stands in JSON. */
  private static final String FIRST_FRAME = "\\n\\tat ";

  private static final String JSON_TYPE = "application/json";

  private static final String PART_HEAD =
      """
      --%s
      Content-Disposition: form-data; name="%s"; filename="%s"
      Content-Type: application/x-java-archive

      """;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_DEADLINE)
          .build();
  private final URI base;

  FlinkHttp(URI base) {
    this.base = base;
  }

  JsonNode get(String path) throws IOException {
    return send(request(path).GET());
  }

  JsonNode post(String path, JsonNode body) throws IOException {
    return send(
        request(path)
            .header("Content-Type", JSON_TYPE)
            .POST(BodyPublishers.ofString(body.toString())));
  }

  JsonNode patch(String path) throws IOException {
    return send(request(path).method("PATCH", BodyPublishers.noBody()));
  }

  /** Sends a file as a form would. */
  JsonNode upload(String path, String field, Path file) throws IOException {
    String head = PART_HEAD.formatted(BOUNDARY, field, file.getFileName()).replace("\n", "\r\n");
    BodyPublisher body =
        BodyPublishers.concat(
            text(head), BodyPublishers.ofFile(file), text("\r\n--" + BOUNDARY + "--\r\n"));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(body));
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_DEADLINE);
  }

  private JsonNode send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.build();
    HttpResponse<String> answer;
    try {
      answer = client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for " + request.uri());
    }
    if (answer.statusCode() >= 300) {
      throw new FlinkRestException(
          answer.statusCode(),
          "%s %s was answered with %d: %s"
              .formatted(
                  request.method(), request.uri(), answer.statusCode(), essence(answer.body())));
    }
    return answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body());
  }

  /** The whole message of the innermost cause in a stack trace, which Flink sends as text. */
  private static String essence(String body) {
    int cause = body.lastIndexOf(CAUSE);
    if (cause < 0) {
      return body;
    }
    String message = body.substring(cause + CAUSE.length());
    int end = message.indexOf(FIRST_FRAME);
    return (end < 0 ? message : message.substring(0, end)).replace("\\n", "\n");
  }
}
