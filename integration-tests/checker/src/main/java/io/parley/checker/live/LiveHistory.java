package io.parley.checker.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.DeviceCursorHistory;
import io.parley.checker.history.Digest;
import io.parley.checker.history.GatewayHistory;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.history.MembershipHistory;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.Position;
import io.parley.checker.history.ReceiptHistory;
import io.parley.checker.history.Seen;
import io.parley.command.ServiceAddresses;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The history that lies in the topics and tables of running servers.
 *
 * <p>Connect when the pipeline is at rest ({@link Quiescence}): the ends of all topics are fixed at
 * the last stable offsets of that moment. Each stream reads its source anew, from the beginning of
 * what the broker still has: what retention has deleted is missing, and is reported as such. For
 * one thread. Methods throw the client's own exceptions when a server does not answer.
 */
public final class LiveHistory
    implements IngestHistory,
        MembershipHistory,
        DeliveryHistory,
        DeviceCursorHistory,
        ReceiptHistory,
        GatewayHistory,
        AutoCloseable {

  private static final long PROGRESS_EVERY = 10_000;

  private static final List<String> TOPICS =
      List.of(
          Topics.COMMANDS,
          Topics.EVENTS,
          Topics.ACKS,
          Topics.DEAD_LETTERS,
          Topics.GATEWAYS,
          Topics.SESSIONS,
          Topics.DELIVERIES,
          Topics.PUSH,
          Topics.RECEIPTS,
          Topics.MESSAGE_STATUS,
          Topics.READ_CURSORS);

  private final ServiceAddresses address;
  private final Progress progress;
  private final TopicScan topics;
  private final ConfluentSchemaLookup registry;
  private final CqlSession session;
  private final Map<String, Map<TopicPartition, Long>> ends = new HashMap<>();
  private final long endedAt;

  private LiveHistory(ServiceAddresses address, Progress progress) {
    this.address = address;
    this.progress = progress;
    this.registry = address.connectRegistry();
    this.session = address.connectCql();
    this.topics = new TopicScan(address.kafkaClient());
    for (String topic : TOPICS) {
      ends.put(topic, topics.stableEnds(topics.partitions(address.topic(topic))));
    }
    this.endedAt = System.currentTimeMillis();
  }

  /** Connects, and fixes the ends of the topics. */
  public static LiveHistory connect(ServiceAddresses address, Progress progress) {
    return new LiveHistory(address, progress);
  }

  @Override
  public long endedAt() {
    return endedAt;
  }

  @Override
  public int partitions(String topic) {
    return topics.partitions(address.topic(topic)).size();
  }

  @Override
  public void forEachCommand(Consumer<Seen<ConversationCommand>> reader) {
    read(Topics.COMMANDS, ConversationCommand.class, reader);
  }

  @Override
  public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    read(Topics.EVENTS, ConversationEvent.class, reader);
  }

  @Override
  public void forEachAck(Consumer<Seen<CommandAck>> reader) {
    read(Topics.ACKS, CommandAck.class, reader);
  }

  @Override
  public void forEachDeadLetter(Consumer<Seen<DeadLetter>> reader) {
    DeadLetters letters = new DeadLetters(address.topicPrefix());
    scan(Topics.DEAD_LETTERS, record -> letters.read(record.headers()), reader);
  }

  @Override
  public void forEachMessageRow(Consumer<MessageRow> reader) {
    table("messages", MessageRows.COLUMNS, MessageRows.PARTITION_KEY, MessageRows::of, reader);
  }

  @Override
  public void forEachMemberRow(Consumer<MemberRow> reader) {
    table(
        "conversation_members",
        MemberRows.OF_CONVERSATION,
        "conversation_id",
        MemberRows::ofConversation,
        reader);
  }

  @Override
  public void forEachUserConversationRow(Consumer<MemberRow> reader) {
    table("user_conversations", MemberRows.OF_USER, "user_id", MemberRows::ofUser, reader);
  }

  @Override
  public void forEachBucketRow(Consumer<BucketRow> reader) {
    table("conversation_buckets", "*", "conversation_id", MemberRows::bucket, reader);
  }

  @Override
  public void forEachDeviceCursorRow(Consumer<DeviceCursorRow> reader) {
    table("device_cursors", DeviceCursorRows.COLUMNS, "user_id", DeviceCursorRows::of, reader);
  }

  @Override
  public void forEachGateway(Consumer<Seen<GatewayEvent>> reader) {
    read(Topics.GATEWAYS, GatewayEvent.class, reader);
  }

  @Override
  public void forEachPush(Consumer<Seen<PushRequest>> reader) {
    read(Topics.PUSH, PushRequest.class, reader);
  }

  @Override
  public void forEachSession(Consumer<Seen<SessionEvent>> reader) {
    read(Topics.SESSIONS, SessionEvent.class, reader);
  }

  @Override
  public void forEachDelivery(Consumer<Seen<Delivery>> reader) {
    read(Topics.DELIVERIES, Delivery.class, reader);
  }

  @Override
  public void forEachReceipt(Consumer<Seen<Receipt>> reader) {
    read(Topics.RECEIPTS, Receipt.class, reader);
  }

  @Override
  public void forEachStatus(Consumer<Seen<MessageStatus>> reader) {
    read(Topics.MESSAGE_STATUS, MessageStatus.class, reader);
  }

  @Override
  public void forEachCursor(Consumer<Seen<ReadCursor>> reader) {
    read(Topics.READ_CURSORS, ReadCursor.class, reader);
  }

  @Override
  public void forEachStatusRow(Consumer<MessageStatus> reader) {
    table("message_status", "*", "conversation_id, bucket", ReceiptRows::status, reader);
  }

  @Override
  public void forEachCursorRow(Consumer<CursorRow> reader) {
    table("receipt_cursors", "*", "conversation_id", ReceiptRows::cursor, reader);
  }

  @Override
  public void forEachUnreadRow(Consumer<UnreadRow> reader) {
    table("unread_counts", "*", "user_id", ReceiptRows::unread, reader);
  }

  @Override
  public void forEachReceiptRow(Consumer<ReceiptRow> reader) {
    table("receipts", "*", "conversation_id, message_id", ReceiptRows::receipt, reader);
  }

  private <T extends SpecificRecord> void read(
      String topic, Class<T> type, Consumer<Seen<T>> reader) {
    RecordDecoder<T> decoder = RecordDecoder.of(type, registry);
    scan(topic, record -> decode(decoder, record), reader);
  }

  private static <T extends SpecificRecord> Optional<T> decode(
      RecordDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record) {
    try {
      return decoder.decode(record.value()) instanceof Decoding.Decoded<T> decoded
          ? Optional.of(decoded.record())
          : Optional.empty();
    } catch (RegistryUnavailableException e) {
      throw new UncheckedIOException("A history cannot be read without its schemas", e);
    }
  }

  private <T> void scan(
      String topic,
      Function<ConsumerRecord<byte[], byte[]>, Optional<T>> value,
      Consumer<Seen<T>> reader) {
    Counter counter = new Counter(topic);
    // An event names its command by the very time at which it was appended.
    boolean isItsIdentity = topic.equals(Topics.COMMANDS);
    Map<TopicPartition, Long> endOf = ends.get(topic);
    for (TopicPartition partition : topics.partitions(address.topic(topic))) {
      AppendTimes times = new AppendTimes();
      topics.read(
          partition,
          endOf.getOrDefault(partition, 0L),
          (record, committed) -> {
            counter.next();
            long time = isItsIdentity ? record.timestamp() : times.next(record);
            reader.accept(
                new Seen<>(
                    new Position(topic, record.partition(), record.offset()),
                    committed,
                    time,
                    times.dated(),
                    Optional.ofNullable(record.key()).map(key -> new String(key, UTF_8)),
                    Digest.of(record.key(), record.value()),
                    value.apply(record)));
          });
    }
    counter.end();
  }

  private <T> void table(
      String table,
      String columns,
      String partitionKey,
      Function<Row, T> mapping,
      Consumer<T> reader) {
    Counter counter = new Counter(table);
    new TableScan(session, address.keyspace())
        .forEach(
            table,
            columns,
            partitionKey,
            row -> {
              counter.next();
              reader.accept(mapping.apply(row));
            });
    counter.end();
  }

  /** Tells the listener how far one source is read. */
  private final class Counter {
    private final String source;
    private long read;

    Counter(String source) {
      this.source = source;
      progress.at(source, 0);
    }

    void next() {
      if (++read % PROGRESS_EVERY == 0) {
        progress.at(source, read);
      }
    }

    void end() {
      progress.at(source, read);
    }
  }

  @Override
  public void close() {
    topics.close();
    session.close();
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the registry's client", e);
    }
  }
}
