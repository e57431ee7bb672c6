package io.parley.faults.network;

import io.parley.faults.FaultRun;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.topic.DeadLetterHeaders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts of dead letters by their origin: the job that set the record aside, and the topic from
 * which it read it. A bad record becomes one dead letter of each job that reads its topic.
 */
public final class DeadLetterOrigins {

  private final Map<String, Long> counts = new TreeMap<>();

  /** Counts one letter. */
  public void add(ConsumerRecord<byte[], byte[]> letter) {
    add(
        DeadLetterHeader.of(letter, DeadLetterHeaders.JOB),
        DeadLetterHeader.of(letter, DeadLetterHeaders.SOURCE_TOPIC),
        1);
  }

  /** Counts the letters that must come of so many bad records in a topic. */
  public void expect(String topic, long records) {
    JobCatalogue.load().jobs().stream()
        .filter(job -> job.reads().contains(topic))
        .map(JobSpec::name)
        .forEach(job -> add(job, topic, records));
  }

  /**
   * Counts the letters that come until they are those that are expected.
   *
   * @param letters gives the next ones, which may be none
   */
  public void await(
      FaultRun run,
      DeadLetterOrigins expected,
      Supplier<List<ConsumerRecord<byte[], byte[]>>> letters) {
    run.await(
        "dead letters " + expected,
        () -> {
          letters.get().forEach(this::add);
          return equals(expected);
        });
  }

  /** Jobs name themselves in dead letters as in the catalogue. */
  private void add(String job, String topic, long letters) {
    counts.merge(job + " of " + topic, letters, Long::sum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeadLetterOrigins origins && counts.equals(origins.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
