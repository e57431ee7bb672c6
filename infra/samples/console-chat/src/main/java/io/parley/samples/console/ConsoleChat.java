package io.parley.samples.console;

import static java.net.InetAddress.getLoopbackAddress;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.parley.gateway.client.ClientCommand;
import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;
import io.parley.gateway.client.CloseReason;
import io.parley.gateway.client.GatewayClient;
import io.parley.gateway.client.GatewaySettings;
import io.parley.gateway.client.Handover;
import io.parley.gateway.client.HistorySource;
import io.parley.infra.scylla.CqlSessions;
import io.parley.infra.scylla.history.EventPage;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.infra.scylla.history.StoredEvents;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.SchemaLookup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * A chat on a terminal: a gateway with one user and one device. What the user types is sent, and
 * what others say is printed. A tick follows each own message: stored, delivered, read.
 *
 * <p>{@code deliver} and {@code close(CloseReason)} are called on the gateway's thread, and the
 * history is read on threads of a pool. If Kafka or the database is down, the library waits.
 */
public final class ConsoleChat implements ClientConnection, HistorySource, AutoCloseable {

  private static final String REGISTRY = "http://127.0.0.1:8085/apis/ccompat/v7";

  private final PrintStream out;
  private final HistoryReader history;
  private final GatewayClient gateway;
  private final ClientSession session;
  private final Map<String, TreeMap<Long, Long>> events = new HashMap<>();

  /** Connects to Kafka, and begins to print. */
  public ConsoleChat(
      String kafka, SchemaLookup schemas, HistoryReader history, String user, PrintStream out) {
    this.history = history;
    this.out = out;
    gateway =
        GatewayClient.builder(GatewaySettings.of("console-" + user))
            .kafka(kafka)
            .schemas(schemas)
            .history(this)
            .build();
    gateway.start();
    synchronized (this) { // The gateway's thread may deliver before onConnect has returned.
      session = gateway.onConnect(user, user + ".console", this);
    }
  }

  @Override
  public CompletionStage<Page> after(String conversationId, long after, long upTo, int limit) {
    return supplyAsync(() -> page(history.eventsAfter(conversationId, after, upTo, limit)));
  }

  @Override
  public CompletionStage<Page> newest(String conversationId, long upTo, int limit) {
    return supplyAsync(() -> history.newest(conversationId, limit).messages())
        .thenApply(newest -> newest.isEmpty() ? 0 : newest.get(newest.size() - 1).messageId() - 1)
        .thenCompose(after -> after(conversationId, after, upTo, limit));
  }

  private static Page page(EventPage page) {
    var events = page.events().stream().map(StoredEvents::toEvent).toList();
    return new Page(events, page.next().isEmpty());
  }

  /** Sends a text. Its answer comes as a Handover. */
  public void say(String conversation, String text) {
    var message = new SendMessage(MessageType.TEXT, text, null, null, List.of());
    String id = UUID.randomUUID().toString();
    session.send(ClientCommand.of(id, conversation, System.currentTimeMillis(), message));
  }

  @Override
  public synchronized void deliver(Handover handover) {
    if (handover instanceof Handover.Live live) {
      take(live.event(), false);
    } else if (handover instanceof Handover.Stored stored) {
      take(stored.event(), true);
    } else if (handover instanceof Handover.Status status) {
      out.println("  ✓✓ " + status.status().getStatus());
    } else if (handover instanceof Handover.NotTaken notTaken) {
      out.println("  ✗ " + notTaken.reason());
    } else if (handover instanceof Handover.Answer answer) {
      var ack = answer.ack();
      boolean sent = ack.getStatus() == AckStatus.SENT;
      out.println(sent ? "  ✓ number " + ack.getSequence() : "  ✗ " + ack.getReason());
      // Before the first event from elsewhere, what was missed may still be on its way.
      if (sent && events.containsKey(ack.getConversationId())) {
        have(ack.getConversationId(), ack.getSequence(), ack.getEventId(), false);
      }
    }
  }

  private void take(ConversationEvent event, boolean hasAllBefore) {
    boolean isOwn = event.getDeviceId().equals(session.deviceId());
    if (event.getPayload() instanceof MessageSent message && !isOwn) {
      out.println((event.getSenderId() + ": " + message.getText()).replaceAll("\\p{Cntrl}", "?"));
    }
    have(event.getConversationId(), event.getSequence(), event.getEventId(), hasAllBefore);
  }

  /** Acknowledges up to the first gap. The first entry of the map is the last event before it. */
  private void have(String in, long sequence, long eventId, boolean hasAllBefore) {
    TreeMap<Long, Long> known = events.computeIfAbsent(in, any -> new TreeMap<>());
    known.headMap(hasAllBefore ? sequence : 0L).clear();
    if (known.isEmpty() || sequence > known.firstKey()) {
      known.put(sequence, eventId);
    }
    while (known.containsKey(known.firstKey() + 1)) {
      known.pollFirstEntry();
    }
    session.acknowledge(in, known.firstEntry().getValue(), ReceiptKind.READ);
  }

  @Override
  public void close(CloseReason reason) {
    out.println("Disconnected: " + reason);
  }

  @Override
  public void close() {
    gateway.close();
  }

  /** Chats until the end of the input. Arguments: the user and the conversation. */
  public static void main(String[] words) throws IOException {
    var database = new InetSocketAddress(getLoopbackAddress(), 9042);
    try (var schemas = ConfluentSchemaLookup.connect(List.of(REGISTRY), Map.of());
        var cql = CqlSessions.open(database, "datacenter1")) {
      var rows = new HistoryReader(cql, "parley");
      var out = System.out;
      try (var chat = new ConsoleChat("127.0.0.1:9092", schemas, rows, words[0], out)) {
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8)).lines();
        lines.forEach(line -> chat.say(words[1], line));
      }
    }
  }
}
