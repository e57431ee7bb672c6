package io.parley.checker.live;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.checker.history.Position;
import io.parley.checker.history.Sightings;
import io.parley.command.ServiceAddresses;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * An observer that reads {@code chat.events} and {@code chat.acks} during a run as a gateway does,
 * at {@code read_uncommitted}. At the moment when it first sees an event or its SENT ack, it looks
 * up the row of the event at LOCAL_QUORUM. A row that is missing at that moment breaks G1, however
 * soon it is written afterwards.
 *
 * <pre>{@code
 * FirstSightObserver observer = FirstSightObserver.start(address);
 * ... the run ...
 * Sightings sightings = observer.stop();
 * }</pre>
 *
 * <p>Limits: a look-up takes about a millisecond, as a gateway's first use of an event does. A row
 * that was late by less is not found. A row that was in time is never reported. While the database
 * does not answer, look-ups are counted as unanswered and prove nothing.
 *
 * <p>The observer polls in a thread of its own. Answers come on the driver's threads. At most
 * {@value #IN_FLIGHT} look-ups are under way. The last {@value #REMEMBERED} event ids are
 * remembered. An event that is replayed after that is looked up again, which does no harm.
 */
public final class FirstSightObserver implements AutoCloseable {

  private static final int IN_FLIGHT = 128;
  private static final int REMEMBERED = 100_000;
  private static final int SAMPLES = 10;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ServiceAddresses address;
  private final CqlSession session;
  private final ConfluentSchemaLookup registry;
  private final PreparedStatement select;
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> watching;
  private volatile boolean stopping;

  // Guarded by this.
  private long answered;
  private long unanswered;
  private long withoutRow;
  private final List<String> samples = new ArrayList<>();

  private FirstSightObserver(ServiceAddresses address) {
    this.address = address;
    this.session = address.connectCql();
    this.registry = address.connectRegistry();
    this.select =
        session.prepare(
            "SELECT event_id FROM %s.messages WHERE conversation_id = ? AND bucket = ? AND event_id = ?"
                .formatted(address.keyspace()));
    KafkaConsumer<byte[], byte[]> consumer =
        TopicScan.follower(address.kafkaClient(), IsolationLevel.READ_UNCOMMITTED);
    goToEnds(consumer);
    this.watching = thread.submit(() -> watch(consumer));
  }

  /** Begins to observe the records that are appended from now on. */
  public static FirstSightObserver start(ServiceAddresses address) {
    return new FirstSightObserver(address);
  }

  private void goToEnds(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(Topics.EVENTS, Topics.ACKS)) {
      consumer
          .partitionsFor(address.topic(topic))
          .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Kafka looks up a position only when it is first asked for.
    partitions.forEach(consumer::position);
  }

  private Void watch(KafkaConsumer<byte[], byte[]> consumer) throws Exception {
    RecordDecoder<ConversationEvent> events = RecordDecoder.of(ConversationEvent.class, registry);
    RecordDecoder<CommandAck> acks = RecordDecoder.of(CommandAck.class, registry);
    Set<Long> seen =
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              @Override
              protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
                return size() > REMEMBERED;
              }
            });
    try (consumer) {
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          Sight sight =
              record.topic().equals(address.topic(Topics.EVENTS))
                  ? Sight.of(events, record)
                  : Sight.ofAck(acks, record);
          if (sight != null && seen.add(sight.eventId)) {
            inFlight.acquire();
            lookUp(sight);
          }
        }
      }
    }
    return null;
  }

  /** Where an event was first seen, and where its row must be. */
  private record Sight(Position at, String conversation, long eventId) {

    /** Null for a record that could not be decoded; the check of the history reports it. */
    static Sight of(RecordDecoder<ConversationEvent> decoder, ConsumerRecord<byte[], byte[]> record)
        throws RegistryUnavailableException {
      if (decoder.decode(record.value()) instanceof Decoding.Decoded<ConversationEvent> decoded) {
        ConversationEvent event = decoded.record();
        return new Sight(at(record), event.getConversationId(), event.getEventId());
      }
      return null;
    }

    /** Null for a record that could not be decoded, and for a rejection. */
    static Sight ofAck(RecordDecoder<CommandAck> decoder, ConsumerRecord<byte[], byte[]> record)
        throws RegistryUnavailableException {
      if (decoder.decode(record.value()) instanceof Decoding.Decoded<CommandAck> decoded
          && decoded.record().getEventId() != null
          && decoded.record().getMessageId() != null) {
        CommandAck ack = decoded.record();
        return new Sight(at(record), ack.getConversationId(), ack.getEventId());
      }
      return null;
    }

    private static Position at(ConsumerRecord<byte[], byte[]> record) {
      return new Position(record.topic(), record.partition(), record.offset());
    }
  }

  private void lookUp(Sight sight) {
    session
        .executeAsync(
            select
                .bind(sight.conversation, MessageBucket.of(sight.eventId), sight.eventId)
                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                .setIdempotent(true))
        .whenComplete(
            (rows, failure) -> {
              note(sight, rows, failure);
              inFlight.release();
            });
  }

  private synchronized void note(Sight sight, AsyncResultSet rows, Throwable failure) {
    if (failure != null) {
      unanswered++;
      return;
    }
    answered++;
    if (rows.one() == null) {
      withoutRow++;
      if (samples.size() < SAMPLES) {
        samples.add("%s: event %d".formatted(sight.at, sight.eventId));
      }
    }
  }

  /** The sightings so far. */
  public synchronized Sightings sightings() {
    return new Sightings(answered, unanswered, withoutRow, samples);
  }

  /**
   * Ends the watching and waits for the look-ups under way.
   *
   * @throws IOException if the watching had failed, so that its sightings are not complete
   */
  public Sightings stop() throws IOException {
    stopping = true;
    thread.shutdown();
    try {
      watching.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!inFlight.tryAcquire(IN_FLIGHT, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("Look-ups of rows got no answer within " + PATIENCE);
      }
      return sightings();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The observer of first sights failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the observer of first sights stopped", e);
    }
  }

  /** Ends the watching; {@link #stop} first to know what was seen. */
  @Override
  public void close() throws IOException {
    stopping = true;
    thread.shutdown();
    // Look-ups under way fail now, so the thread does not wait for them.
    session.close();
    try {
      if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    registry.close();
  }
}
