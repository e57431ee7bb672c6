package io.parley.it.checker.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells whether a pipeline is at rest, from Kafka alone: what the jobs have consumed they say in
 * the offsets that they commit with each checkpoint.
 *
 * <p>At rest means, between two looks {@link #QUIET} apart: no output topic was written and none
 * has an open transaction; and by the second look each job had consumed what its inputs held at the
 * first. Heartbeats may go on. For one thread.
 */
public final class Rest implements AutoCloseable {

  /** Longer than a checkpoint interval and the time for which changes are gathered together. */
  public static final Duration QUIET = Duration.ofSeconds(3);

  private static final int ANSWER_SECONDS = 60;
  private static final Duration POLL = Duration.ofMillis(200);

  private final StackAddress address;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Connects to Kafka. */
  public Rest(StackAddress address) {
    this.address = address;
    this.admin = Admin.create(Map.of("bootstrap.servers", address.bootstrapServers()));
    this.consumer = TopicScan.consumer(address.bootstrapServers(), IsolationLevel.READ_UNCOMMITTED);
  }

  /** The parts whose job has ever completed a checkpoint here. */
  public Set<Part> partsThatRan() throws IOException {
    Set<Part> ran = EnumSet.noneOf(Part.class);
    for (Part part : Part.values()) {
      if (!committed(part).isEmpty()) {
        ran.add(part);
      }
    }
    return ran;
  }

  /**
   * Waits until the parts are at rest.
   *
   * @return what still moves at the deadline, for people; empty if nothing does
   */
  public List<String> await(Set<Part> parts, Duration deadline) throws IOException {
    long end = System.nanoTime() + deadline.toNanos();
    List<String> moving;
    do {
      moving = whatMoves(parts);
    } while (!moving.isEmpty() && System.nanoTime() < end);
    return moving;
  }

  /** What moves within the next {@link #QUIET}; empty if nothing does. */
  private List<String> whatMoves(Set<Part> parts) throws IOException {
    List<String> outputs = parts.stream().flatMap(part -> part.outputs().stream()).toList();
    List<String> inputs = parts.stream().flatMap(part -> part.inputs().stream()).toList();
    List<String> all = Stream.concat(inputs.stream(), outputs.stream()).distinct().toList();
    Map<TopicPartition, Long> first = ends(all, IsolationLevel.READ_UNCOMMITTED);
    pause();
    List<String> moving = new ArrayList<>();
    Map<TopicPartition, Long> second = ends(outputs, IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> stable = ends(outputs, IsolationLevel.READ_COMMITTED);
    second.forEach(
        (partition, end) -> {
          if (!end.equals(first.get(partition))) {
            moving.add(partition + " is being written");
          } else if (stable.get(partition) < end) {
            moving.add(
                partition + " has an open transaction since offset " + stable.get(partition));
          }
        });
    for (Part part : parts) {
      moving.addAll(notConsumed(part, first));
    }
    return moving;
  }

  private List<String> notConsumed(Part part, Map<TopicPartition, Long> ends) throws IOException {
    Map<TopicPartition, Long> committed = committed(part);
    List<String> behind = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          long from = committed.getOrDefault(partition, 0L);
          if (part.inputs().stream().anyMatch(in -> address.topic(in).equals(partition.topic()))
              && from < end
              && holdsRecords(partition, from, end)) {
            behind.add("%s has not consumed all of %s".formatted(part.job(), partition));
          }
        });
    return behind;
  }

  /** Whether there is a record between two offsets, and not only ends of transactions. */
  private boolean holdsRecords(TopicPartition partition, long from, long end) {
    consumer.assign(List.of(partition));
    long beginning = consumer.beginningOffsets(List.of(partition)).get(partition);
    consumer.seek(partition, Math.max(from, beginning));
    while (consumer.position(partition) < end) {
      if (!consumer.poll(POLL).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private Map<TopicPartition, Long> committed(Part part) throws IOException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    String group = address.idPrefix() + "-" + part.job();
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                committed.put(partition, offset.offset());
              }
            });
    return committed;
  }

  private Map<TopicPartition, Long> ends(Collection<String> topics, IsolationLevel isolation)
      throws IOException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(address.topic(topic))
          .forEach(
              info ->
                  question.put(
                      new TopicPartition(info.topic(), info.partition()), OffsetSpec.latest()));
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(admin.listOffsets(question, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static <T> T get(KafkaFuture<T> future) throws IOException {
    try {
      return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka gave no answer about offsets: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking Kafka for offsets", e);
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the pipeline was coming to rest", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
