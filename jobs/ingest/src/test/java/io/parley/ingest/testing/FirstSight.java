package io.parley.ingest.testing;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A gateway that does not wait for commits, and that looks an event's row up the moment it sees the
 * event, and again the moment it sees its SENT ack. Runs on a thread of its own until closed.
 */
public final class FirstSight implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  private final IngestRig rig;
  private final Topic<ConversationEvent> events;
  private final Topic<CommandAck> acks;
  private final PreparedStatement select;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicInteger seen = new AtomicInteger();
  private final AtomicInteger acked = new AtomicInteger();
  private final List<Long> withoutRow = new CopyOnWriteArrayList<>();
  private final Future<?> watching;
  private volatile boolean closing;

  public FirstSight(IngestRig rig, String bootstrapServers) {
    this.rig = rig;
    this.events = new Topic<>(rig, Topics.EVENTS, ConversationEvent.class);
    this.acks = new Topic<>(rig, Topics.ACKS, CommandAck.class);
    this.select =
        rig.cql()
            .prepare(
                "SELECT event_id FROM %s.messages WHERE conversation_id = ? AND bucket = ? AND event_id = ?"
                    .formatted(rig.name()));
    this.watching = thread.submit(() -> watch(bootstrapServers));
  }

  /** How many events were seen so far. */
  public int seen() {
    return seen.get();
  }

  /** How many SENT acks were seen so far. */
  public int acked() {
    return acked.get();
  }

  /** The events that had no row when they, or their ack, were first seen. */
  public List<Long> withoutRow() {
    return List.copyOf(withoutRow);
  }

  private Void watch(String bootstrapServers) throws Exception {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          Stream.of(Topics.EVENTS, Topics.ACKS)
              .flatMap(topic -> consumer.partitionsFor(rig.topic(topic)).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.topic().equals(rig.topic(Topics.EVENTS))) {
            look(events.decode(record));
          } else {
            look(acks.decode(record));
          }
        }
      }
    }
    return null;
  }

  private void look(ConversationEvent event) {
    seen.incrementAndGet();
    lookUp(event.getConversationId(), event.getEventId());
  }

  private void look(CommandAck ack) {
    if (ack.getStatus() == AckStatus.SENT) {
      acked.incrementAndGet();
      lookUp(ack.getConversationId(), ack.getEventId());
    }
  }

  private void lookUp(String conversation, long event) {
    Row row = rig.cql().execute(select.bind(conversation, MessageBucket.of(event), event)).one();
    if (row == null) {
      withoutRow.add(event);
    }
  }

  /** Ends the watching, and fails if it had failed. */
  @Override
  public void close() throws Exception {
    closing = true;
    thread.shutdown();
    watching.get(1, TimeUnit.MINUTES);
  }
}
