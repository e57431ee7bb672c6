package io.parley.checker.live;

import io.parley.command.ServiceAddresses;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * A test whether a pipeline is at rest: all inputs are consumed, and no output is still to come.
 *
 * <p>A pipeline is at rest if two looks, at least {@link #QUIET} apart, find the same. The jobs
 * have consumed their inputs, which shows in the offsets that they commit with each checkpoint. No
 * output topic has an open transaction, and no output topic was written in between. A caller that
 * can ask the Flink cluster also waits for two checkpoints of each job in between, because then all
 * that the jobs held back has left, and has the jobs take them, because waiting for their intervals
 * takes several times as long. At the end it waits until no record is on its way to ScyllaDB, which
 * no checkpoint waits for. Gateways may go on to give signs of life. Of {@code chat.gateways}, only
 * the records that the first look found must be consumed. For one thread.
 */
public final class Quiescence implements AutoCloseable {

  /**
   * Longer than the time for which changes are gathered together. It may be shorter than a
   * checkpoint interval, because what was written since the last checkpoint is in an open
   * transaction.
   */
  public static final Duration QUIET = Duration.ofSeconds(3);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long MILLIS_BETWEEN_LOOKS = 250;

  /** As often as ingest takes one by itself. Jobs that work off a backlog are not held up more. */
  private static final long NANOS_BETWEEN_CHECKPOINTS = TimeUnit.SECONDS.toNanos(1);

  /** What the cluster knows of the jobs' checkpoints. */
  public interface JobCheckpoints {

    /** How many each job has completed. */
    Map<String, Long> completed() throws IOException;

    /** Has each job take one now. */
    default void take() throws IOException {}

    /** The number of records of all jobs whose rows are not acknowledged. */
    default long pendingRecords() throws IOException {
      return 0;
    }
  }

  private record Look(
      long nanoTime,
      Map<TopicPartition, Long> inputs,
      Map<TopicPartition, Long> outputs,
      Map<String, Long> checkpoints) {}

  /**
   * Offsets that hold ends of transactions and no records. A log never changes, so no record will
   * be there later.
   */
  private record Gap(TopicPartition partition, long from, long end) {}

  private final ServiceAddresses address;
  private final JobCheckpoints checkpoints;
  private final TopicOffsets offsets;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<Gap> gaps = new HashSet<>();
  private long nextCheckpoints = System.nanoTime();

  /** Looks at Kafka alone. Records may still be on their way to ScyllaDB. */
  public Quiescence(ServiceAddresses address) {
    this(address, Map::of);
  }

  /** Looks at Kafka, and at the checkpoints of jobs that run. */
  public Quiescence(ServiceAddresses address, JobCheckpoints checkpoints) {
    this.address = address;
    this.checkpoints = checkpoints;
    this.offsets = new TopicOffsets(address.kafkaClient());
    this.consumer = TopicScan.scanner(address.kafkaClient(), IsolationLevel.READ_UNCOMMITTED);
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
    Look first = null;
    List<String> moving;
    do {
      Look now = look(parts);
      moving = whatMoves(parts, now);
      if (!moving.isEmpty()) {
        first = null;
      } else if (first == null || !first.outputs().equals(now.outputs())) {
        moving = first == null ? List.of("not quiet for long enough") : changes(first, now);
        first = now;
      } else {
        moving = whatMayCome(parts, first, now);
      }
      if (!moving.isEmpty()) {
        takeCheckpoints();
        pause();
      }
    } while (!moving.isEmpty() && System.nanoTime() < end);
    return moving;
  }

  private void takeCheckpoints() throws IOException {
    if (System.nanoTime() - nextCheckpoints >= 0) {
      checkpoints.take();
      nextCheckpoints = System.nanoTime() + NANOS_BETWEEN_CHECKPOINTS;
    }
  }

  private Look look(Set<Part> parts) throws IOException {
    return new Look(
        System.nanoTime(),
        offsets.ends(names(parts, Part::inputs), IsolationLevel.READ_UNCOMMITTED),
        offsets.ends(names(parts, Part::outputs), IsolationLevel.READ_UNCOMMITTED),
        checkpoints.completed());
  }

  /** The reasons why the pipeline is not at rest at a look. */
  private List<String> whatMoves(Set<Part> parts, Look now) throws IOException {
    List<String> moving = new ArrayList<>();
    Map<TopicPartition, Long> stable =
        offsets.ends(names(parts, Part::outputs), IsolationLevel.READ_COMMITTED);
    now.outputs()
        .forEach(
            (partition, end) -> {
              if (stable.get(partition) < end) {
                moving.add(
                    partition + " has an open transaction since offset " + stable.get(partition));
              }
            });
    for (Part part : parts) {
      moving.addAll(notConsumed(part, now.inputs(), topic -> !topic.equals(Topics.GATEWAYS)));
    }
    return moving;
  }

  private static List<String> changes(Look first, Look now) {
    return now.outputs().entrySet().stream()
        .filter(end -> !end.getValue().equals(first.outputs().get(end.getKey())))
        .map(end -> end.getKey() + " is being written")
        .toList();
  }

  /** The reasons why the pipeline may have moved since the first look. */
  private List<String> whatMayCome(Set<Part> parts, Look first, Look now) throws IOException {
    if (now.nanoTime() - first.nanoTime() < QUIET.toNanos()) {
      return List.of("not quiet for long enough");
    }
    List<String> open = new ArrayList<>();
    now.checkpoints()
        .forEach(
            (job, completed) -> {
              // The first may have begun before the look.
              if (completed < first.checkpoints().getOrDefault(job, 0L) + 2) {
                open.add(job + " has not completed two checkpoints since");
              }
            });
    for (Part part : parts) {
      open.addAll(notConsumed(part, first.inputs(), topic -> topic.equals(Topics.GATEWAYS)));
    }
    long pending = open.isEmpty() ? checkpoints.pendingRecords() : 0;
    if (pending > 0) {
      open.add(pending + " records are on their way to ScyllaDB");
    }
    return open;
  }

  private List<String> notConsumed(
      Part part, Map<TopicPartition, Long> ends, Predicate<String> counts) throws IOException {
    Map<TopicPartition, Long> committed = committed(part);
    List<String> topics = part.inputs().stream().filter(counts).map(address::topic).toList();
    List<String> behind = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          long from = committed.getOrDefault(partition, 0L);
          if (topics.contains(partition.topic())
              && from < end
              && holdsRecords(partition, from, end)) {
            behind.add("%s has not consumed all of %s".formatted(part.job(), partition));
          }
        });
    return behind;
  }

  /** Whether there is a record between two offsets, and not only ends of transactions. */
  private boolean holdsRecords(TopicPartition partition, long from, long end) {
    Gap gap = new Gap(partition, from, end);
    if (gaps.contains(gap)) {
      return false;
    }
    consumer.assign(List.of(partition));
    long beginning = consumer.beginningOffsets(List.of(partition)).get(partition);
    consumer.seek(partition, Math.max(from, beginning));
    while (consumer.position(partition) < end) {
      if (!consumer.poll(POLL).isEmpty()) {
        return true;
      }
    }
    gaps.add(gap);
    return false;
  }

  private Map<TopicPartition, Long> committed(Part part) throws IOException {
    return offsets.committed(address.idPrefix() + "-" + part.job());
  }

  private List<String> names(
      Collection<Part> parts, Function<Part, ? extends Collection<String>> topics) {
    return parts.stream()
        .flatMap(part -> topics.apply(part).stream())
        .distinct()
        .map(address::topic)
        .toList();
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the pipeline was coming to rest", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
    offsets.close();
  }
}
