package io.parley.benchmarks.bare;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What ingest does, and nothing else. It writes the row of each event, and sends event and ack when
 * the row is acknowledged. The rows of a conversation that come in one poll share a request.
 *
 * <p>It keeps no members, recognises no repetition, checks no rule, and loses its sequences when it
 * ends.
 */
final class IngestWork implements Work {

  private static final Duration PATIENCE = Duration.ofMillis(20);
  private static final int UNDER_WAY = 512;
  private static final int ROWS_OF_A_REQUEST = 32;

  /** A command whose row is being written. */
  private record Pending(CompletableFuture<?> row, ConversationEvent event, CommandAck ack) {}

  private record Numbered(ConversationEvent event, CommandAck ack) {}

  private final Output output;
  private final RowWrites rows;
  private final MessageRow row;
  private final EventNumbers numbers = new EventNumbers();
  private final RecordDecoder<ConversationCommand> commands;
  private final RecordEncoder<ConversationEvent> events;
  private final RecordEncoder<CommandAck> acks;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();

  IngestWork(Codecs codecs, Output output, RowWrites rows) {
    this.output = output;
    this.rows = rows;
    this.row = new MessageRow(rows);
    this.commands = codecs.decoder(ConversationCommand.class);
    this.events = codecs.encoder(ConversationEvent.class, Topics.EVENTS);
    this.acks = codecs.encoder(CommandAck.class, Topics.ACKS);
  }

  @Override
  public List<String> topics() {
    return List.of(Topics.COMMANDS);
  }

  /** With rows under way there is something better to wait for than a record. */
  @Override
  public Duration patience() {
    return pending.isEmpty() ? PATIENCE : Duration.ZERO;
  }

  @Override
  public void take(ConsumerRecords<byte[], byte[]> records) throws Exception {
    Map<String, List<Numbered>> byConversation = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      ConversationCommand command = Codecs.decode(commands, record);
      ConversationEvent event = numbers.event(record.partition(), record.timestamp(), command);
      byConversation
          .computeIfAbsent(event.getConversationId(), id -> new ArrayList<>())
          .add(new Numbered(event, EventNumbers.ack(command, event)));
    }
    for (List<Numbered> conversation : byConversation.values()) {
      for (int from = 0; from < conversation.size(); from += ROWS_OF_A_REQUEST) {
        write(conversation.subList(from, Math.min(conversation.size(), from + ROWS_OF_A_REQUEST)));
      }
    }
  }

  private void write(List<Numbered> together) throws Exception {
    List<BoundStatement> statements =
        together.stream().map(numbered -> row.bind(numbered.event())).toList();
    CompletableFuture<?> written = rows.write(statements);
    together.forEach(
        numbered -> pending.add(new Pending(written, numbered.event(), numbered.ack())));
    emit(UNDER_WAY);
  }

  @Override
  public void goOn(boolean idle) throws Exception {
    if (idle && !pending.isEmpty()) {
      emitFirst();
    }
    while (!pending.isEmpty() && pending.peek().row().isDone()) {
      emitFirst();
    }
  }

  @Override
  public void finish() throws Exception {
    emit(0);
    rows.await();
  }

  /** Emits from the front of the queue, waiting for rows, until at most so many are left. */
  private void emit(int left) throws Exception {
    while (pending.size() > left) {
      emitFirst();
    }
  }

  private void emitFirst() throws Exception {
    Pending first = pending.remove();
    first.row().get();
    ConversationEvent event = first.event();
    output.send(Topics.EVENTS, event.getConversationId(), events.encode(event));
    output.send(Topics.ACKS, first.ack().getGatewayId(), acks.encode(first.ack()));
  }
}
