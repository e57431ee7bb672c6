package io.parley.checker.live;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.checker.history.Sightings;
import io.parley.command.ServiceAddresses;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * soon it is written afterwards. With the row it reads the row below, and then the newest rows of
 * the conversation. A row without the row before it is a hole and breaks G4, however soon the hole
 * is closed. {@link SightJudge} has the rules.
 *
 * <pre>{@code
 * FirstSightObserver observer = FirstSightObserver.start(address);
 * ... the run ...
 * Sightings sightings = observer.stop();
 * }</pre>
 *
 * <p>Limits: a look-up takes about a millisecond, as a gateway's first use of an event does. A row
 * that was late by less is not found. A row that was in time is never reported. A hole is found
 * only if it is open during these look-ups, and only below the event or below the newest row. While
 * the database does not answer, look-ups are counted as unanswered and prove nothing.
 *
 * <p>The observer polls in a thread of its own. Answers come on the driver's threads. At most
 * {@value #IN_FLIGHT} events are being looked up, each with two look-ups of at most two rows, and
 * seldom more. The last {@value #REMEMBERED} event ids are remembered. An event that is replayed
 * after that is looked up again, which does no harm.
 */
public final class FirstSightObserver implements AutoCloseable {

  private static final int IN_FLIGHT = 128;
  private static final int REMEMBERED = 100_000;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ServiceAddresses address;
  private final CqlSession session;
  private final ConfluentSchemaLookup registry;
  private final SightJudge judge;
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> watching;
  private volatile boolean stopping;

  private FirstSightObserver(ServiceAddresses address) {
    this.address = address;
    this.session = address.connectCql();
    this.registry = address.connectRegistry();
    this.judge = new SightJudge(new CqlNewestRows(session, address.keyspace()));
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
          Optional<Sight> sight =
              record.topic().equals(address.topic(Topics.EVENTS))
                  ? Sight.ofEvent(events, record)
                  : Sight.ofAck(acks, record);
          if (sight.isPresent() && seen.add(sight.get().eventId())) {
            inFlight.acquire();
            judge.judge(sight.get()).whenComplete((done, failure) -> inFlight.release());
          }
        }
      }
    }
    return null;
  }

  /** The sightings so far. */
  public Sightings sightings() {
    return judge.sightings();
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
