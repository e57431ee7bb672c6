package io.parley.gateway.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.server.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A WebSocket client that keeps the frames that it gets. */
final class TestClient implements WebSocket.Listener {

  final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  final AtomicInteger pongs = new AtomicInteger();
  private final StringBuilder part = new StringBuilder();
  private final boolean reads;
  private final WebSocket socket;

  private TestClient(int port, Map<String, String> headers, boolean reads) {
    this.reads = reads;
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    headers.forEach(builder::header);
    socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), this).join();
  }

  static TestClient connect(int port, Map<String, String> headers) {
    return new TestClient(port, headers, true);
  }

  /** A client that reads nothing until {@link #read}. */
  static TestClient slow(int port) {
    return new TestClient(port, Map.of(), false);
  }

  void read() {
    socket.request(Long.MAX_VALUE);
  }

  WebSocket socket() {
    return socket;
  }

  void send(String frame) {
    socket.sendText(frame, true).join();
  }

  JsonNode await(String type) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> frames.stream().anyMatch(frame -> is(frame, type)));
    return frames.stream().filter(frame -> is(frame, type)).findFirst().orElseThrow();
  }

  private static boolean is(JsonNode frame, String type) {
    return frame.path("type").asText().equals(type);
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (reads) {
      opened.request(Long.MAX_VALUE);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      try {
        frames.add(Json.mapper().readTree(part.toString()));
      } catch (JsonProcessingException e) {
        throw new AssertionError(e);
      }
      part.setLength(0);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    pongs.incrementAndGet();
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(-1);
  }
}
