package io.parley.demo.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A device at a reference gateway that speaks its protocol, as the page does. It keeps every frame
 * that it gets. Safe for use by several threads.
 */
public final class ChatDevice implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long MILLIS_BETWEEN_LOOKS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();

  private final String address;
  private final String token;
  private final WebSocket socket;
  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        frames.add(parsed(part.toString()));
        part.setLength(0);
      }
      from.request(1);
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

  private ChatDevice(String address, String token) throws IOException {
    this.address = address;
    this.token = token;
    URI uri = URI.create(address.replaceFirst("^http", "ws") + "/ws");
    try {
      socket =
          HTTP.newWebSocketBuilder().connectTimeout(TIMEOUT).buildAsync(uri, new Listener()).join();
    } catch (CompletionException e) {
      throw new IOException("No WebSocket at " + uri + ": " + e.getCause(), e);
    }
  }

  /** Logs in and connects. */
  public static ChatDevice connect(String address, String user, String device) throws IOException {
    String body = JSON.createObjectNode().put("user", user).put("device", device).toString();
    JsonNode login =
        answer(
            HttpRequest.newBuilder(URI.create(address + "/api/login"))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    return resume(address, login.path("token").asText());
  }

  /** Connects with the token of an earlier login. */
  public static ChatDevice resume(String address, String token) throws IOException {
    ChatDevice connected = new ChatDevice(address, token);
    connected.send(JSON.createObjectNode().put("type", "hello").put("token", token));
    connected.await(frame -> is(frame, "welcome"));
    return connected;
  }

  /** The token of the login. */
  public String token() {
    return token;
  }

  /** Sends a message; its ack comes as a frame. */
  public void message(String id, String conversation, String text) throws IOException {
    send(command("send", id, conversation).put("text", text));
  }

  /** Creates a conversation whose first member is its admin. */
  public void create(String id, String conversation, String kind, List<String> members)
      throws IOException {
    ObjectNode frame = command("members", id, conversation).put("kind", kind);
    var changes = frame.putArray("changes");
    for (String member : members) {
      changes
          .addObject()
          .put("action", "JOIN")
          .put("user", member)
          .put("role", member.equals(members.get(0)) ? "ADMIN" : "MEMBER");
    }
    send(frame);
  }

  /** A command frame without its payload. */
  public static ObjectNode command(String type, String id, String conversation) {
    return JSON.createObjectNode()
        .put("type", type)
        .put("id", id)
        .put("conversation", conversation)
        .put("time", Instant.now().toString());
  }

  /** Acknowledges up to an event. */
  public void receipt(String conversation, String event, String kind) throws IOException {
    send(
        JSON.createObjectNode()
            .put("type", "receipt")
            .put("conversation", conversation)
            .put("event", event)
            .put("kind", kind));
  }

  /** Sends a frame. */
  public synchronized void send(JsonNode frame) throws IOException {
    try {
      socket.sendText(frame.toString(), true).join();
    } catch (CompletionException e) {
      throw new IOException("The gateway has closed the connection", e);
    }
  }

  /** Asks the REST interface, for instance for {@code /api/conversations}. */
  public JsonNode get(String path) throws IOException {
    return answer(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Authorization", "Bearer " + token));
  }

  private static JsonNode answer(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer =
          HTTP.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(
            answer.uri() + " answers " + answer.statusCode() + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** All frames so far. */
  public List<JsonNode> frames() {
    return frames;
  }

  /** Completes with the close code, or -1 if the connection broke. */
  public CompletionStage<Integer> closed() {
    return closed;
  }

  /** Waits for the ack of a command. */
  public JsonNode awaitAck(String id) throws IOException {
    return await(frame -> is(frame, "ack") && frame.path("id").asText().equals(id));
  }

  /** Waits for a frame, of those that came and those that will come. */
  public JsonNode await(Predicate<JsonNode> wanted) throws IOException {
    return await(wanted, Duration.ofSeconds(60));
  }

  private JsonNode await(Predicate<JsonNode> wanted, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      for (JsonNode frame : frames) {
        if (wanted.test(frame)) {
          return frame;
        }
      }
      if (closed.isDone()) {
        break;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
    throw new IOException(
        "The frame did not come in " + patience.toSeconds() + " s; these came: " + frames);
  }

  /** Whether a frame has a type. */
  public static boolean is(JsonNode frame, String type) {
    return frame.path("type").asText().equals(type);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The gateway sent a frame that is not JSON", e);
    }
  }

  /** Breaks the connection without a farewell. */
  @Override
  public void close() {
    socket.abort();
  }
}
