package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.TopicEnds;
import io.parley.schemas.topic.Topics;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * The progress of a backlog. A command counts when its event and its ack are there: a command that
 * is refused has an ack only.
 */
final class Progress {

  private static final List<String> OUTPUTS = List.of(Topics.EVENTS, Topics.ACKS);
  private static final long MILLIS_BETWEEN_LOOKS = 20;

  private final Backlog backlog;

  Progress(Backlog backlog) {
    this.backlog = backlog;
  }

  /**
   * Waits until so many commands are done.
   *
   * @param from before this many, nothing counts
   * @return commands a second
   * @throws IllegalStateException if all of them are done before the measure begins
   */
  double awaitRate(int from, int to) throws Exception {
    try (Admin admin = admin()) {
      return count(admin).awaitRate(from, to);
    }
  }

  /** Waits until so many commands are done. */
  void await(int commands) throws Exception {
    try (Admin admin = admin()) {
      count(admin).await(commands);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", backlog.stack().bootstrapServers()));
  }

  private CommandCount count(Admin admin) {
    return new CommandCount(
        () -> done(admin),
        System::nanoTime,
        () -> TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS));
  }

  /** Transaction markers count too, but there are only a few of them per second. */
  private long done(Admin admin) throws Exception {
    return Collections.min(TopicEnds.byTopic(admin, outputs()).values());
  }

  private Stream<TopicPartition> outputs() {
    return OUTPUTS.stream()
        .flatMap(
            topic ->
                IntStream.range(0, Backlog.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(backlog.topic(topic), partition)));
  }
}
