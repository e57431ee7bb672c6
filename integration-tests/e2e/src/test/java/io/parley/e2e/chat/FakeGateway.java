package io.parley.e2e.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks the reference gateway's protocol without anything behind it, so that the page can be
 * tested quickly and with faults that are hard to bring about for real. It serves the page's files
 * from the source folder, under the same content security policy. A token is the user and the
 * device.
 */
final class FakeGateway implements AutoCloseable {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
          + " https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  final FakeChat chat = new FakeChat();

  /** Pages of history that have been asked for. */
  final AtomicInteger pages = new AtomicInteger();

  /** REST answers with 503 while this is set. */
  volatile boolean historyIsDown;

  private final Set<WebSocketChannel> channels = ConcurrentHashMap.newKeySet();
  private final int port;
  private Undertow server;

  FakeGateway() {
    this(0);
  }

  FakeGateway(int wantedPort) {
    server = listen(wantedPort);
    port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  String address() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** The process is gone: no connection is left, and nothing listens. */
  void die() {
    channels.forEach(FakeGateway::closeQuietly);
    server.stop();
  }

  /** The process is back at the same address. */
  void comeBack() {
    server = listen(port);
  }

  /** All connections are cut; new ones are taken. */
  void cut() {
    channels.forEach(FakeGateway::closeQuietly);
  }

  @Override
  public void close() {
    die();
  }

  private Undertow listen(int wantedPort) {
    HttpHandler files =
        Handlers.resource(
                new PathResourceManager(
                    Path.of(
                        System.getProperty("parley.home"), "infra/gateway/src/main/resources/web")))
            .setCachable(exchange -> false);
    HttpHandler all =
        Handlers.path(files)
            .addPrefixPath("/api", new BlockingHandler(this::api))
            .addExactPath("/ws", Handlers.websocket((exchange, channel) -> serve(channel)));
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(wantedPort, "127.0.0.1")
            .setIoThreads(2)
            .setWorkerThreads(4)
            .setHandler(
                Handlers.header(
                    Handlers.header(all, "Content-Security-Policy", POLICY),
                    "Cache-Control",
                    "no-store"))
            .build();
    undertow.start();
    return undertow;
  }

  private void serve(WebSocketChannel channel) {
    channels.add(channel);
    channel.addCloseTask(channels::remove);
    channel
        .getReceiveSetter()
        .set(
            new AbstractReceiveListener() {
              private FakeChat.Device device;

              @Override
              protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                JsonNode frame = parse(message.getData());
                if (frame.path("type").asText().equals("hello")) {
                  String[] token = frame.path("token").asText().split("/", 2);
                  device =
                      new FakeChat.Device(
                          token[0],
                          token[1],
                          out -> WebSockets.sendText(out.toString(), from, null));
                  FakeChat.Device connected = device;
                  from.addCloseTask(closed -> chat.disconnect(connected));
                  device
                      .out()
                      .accept(
                          FakeEvent.JSON
                              .createObjectNode()
                              .put("type", "welcome")
                              .put("user", token[0])
                              .put("device", token[1]));
                  chat.connect(device);
                } else if (device != null) {
                  chat.frame(device, frame);
                }
              }
            });
    channel.resumeReceives();
  }

  private void api(HttpServerExchange exchange) throws IOException {
    String[] path = exchange.getRelativePath().substring(1).split("/");
    String user = user(exchange);
    if (path[0].equals("login")) {
      JsonNode asked = FakeEvent.JSON.readTree(exchange.getInputStream());
      String name = asked.path("user").asText();
      String device = asked.path("device").asText();
      answer(
          exchange,
          FakeEvent.JSON
              .createObjectNode()
              .put("user", name)
              .put("device", device)
              .put("token", name + "/" + device));
    } else if (historyIsDown) {
      exchange.setStatusCode(503);
      answer(
          exchange,
          FakeEvent.JSON
              .createObjectNode()
              .put("error", "UNAVAILABLE")
              .put("text", "The history cannot be read now."));
    } else if (path.length == 1) {
      answer(exchange, chat.list(user));
    } else {
      conversation(exchange, path);
    }
  }

  private void conversation(HttpServerExchange exchange, String[] path) {
    FakeConversation conversation = chat.conversation(path[1]);
    if (conversation == null) {
      exchange.setStatusCode(404);
      answer(exchange, FakeEvent.JSON.createObjectNode().put("error", "NOT_FOUND"));
      return;
    }
    synchronized (chat) {
      answer(
          exchange,
          switch (path[2]) {
            case "members" -> members(conversation);
            case "cursors" -> cursors(conversation);
            default ->
                path.length > 3
                    ? conversation.receipts(Long.parseLong(path[3]))
                    : page(exchange, conversation);
          });
    }
  }

  private ObjectNode page(HttpServerExchange exchange, FakeConversation conversation) {
    pages.incrementAndGet();
    long before = parameter(exchange, "before", Long.MAX_VALUE);
    return conversation.page(before, (int) parameter(exchange, "limit", 50));
  }

  private static ObjectNode members(FakeConversation conversation) {
    ObjectNode answer = FakeEvent.JSON.createObjectNode();
    conversation.members.forEach(
        user ->
            answer
                .withArray("members")
                .addObject()
                .put("user", user)
                .put(
                    "role",
                    user.equals(conversation.members.iterator().next()) ? "ADMIN" : "MEMBER")
                .put("notify", "ALL"));
    return answer;
  }

  private static ObjectNode cursors(FakeConversation conversation) {
    ObjectNode answer = FakeEvent.JSON.createObjectNode();
    answer.putArray("cursors");
    conversation.cursors.forEach(
        (user, cursor) ->
            answer
                .withArray("cursors")
                .addObject()
                .put("user", user)
                .put("delivered", Long.toString(cursor.delivered()))
                .put("read", Long.toString(cursor.read())));
    return answer;
  }

  private static long parameter(HttpServerExchange exchange, String name, long otherwise) {
    var values = exchange.getQueryParameters().get(name);
    return values == null ? otherwise : Long.parseLong(values.getFirst());
  }

  private static String user(HttpServerExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    return header == null ? "" : header.substring("Bearer ".length()).split("/", 2)[0];
  }

  private static void answer(HttpServerExchange exchange, JsonNode body) {
    exchange.getResponseHeaders().put(new HttpString("Content-Type"), "application/json");
    exchange.getResponseSender().send(body.toString(), StandardCharsets.UTF_8);
  }

  private static JsonNode parse(String text) {
    try {
      return FakeEvent.JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void closeQuietly(WebSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serves the page with a little talk on port 8700, to look at it by hand. */
  public static void main(String[] arguments) {
    FakeGateway gateway = new FakeGateway(8700);
    Scenes.fill(gateway.chat);
  }
}
