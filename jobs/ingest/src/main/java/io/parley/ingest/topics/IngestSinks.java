package io.parley.ingest.topics;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.job.JobTopics;
import io.parley.flink.connector.scylladb.ScyllaWriteThrough;
import io.parley.flink.connector.scylladb.ScyllaWriteThroughBuilder;
import io.parley.ingest.IngestJob;
import io.parley.ingest.IngestOptions;
import io.parley.ingest.domain.Decided;
import io.parley.ingest.store.DecidedRows;
import io.parley.schemas.topic.Topics;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * What the job writes.
 *
 * @param tables passes a decided command on when its rows are acknowledged
 * @param eventsAndAcks writes both in one transaction
 * @param deadLetters of commands that nobody can be told about
 */
public record IngestSinks(
    ScyllaWriteThrough<Decided> tables,
    Sink<Emission> eventsAndAcks,
    Sink<DeadLetter> deadLetters) {

  /** ScyllaDB and Kafka of the options. */
  public static IngestSinks of(IngestOptions options) {
    JobTopics topics = JobTopics.of(IngestJob.JOB, options.platform());
    return new IngestSinks(
        tables(options),
        topics.sink(
            List.of(Topics.EVENTS, Topics.ACKS),
            (names, registry) -> new EmissionSerializer(names.get(0), names.get(1), registry)),
        topics.deadLetters());
  }

  /**
   * A refused row fails the job rather than vanish: rows are made of validated commands, so what
   * the database refuses is a missing table or a clock that is days wrong, and that is an
   * operator's to mend.
   */
  private static ScyllaWriteThrough<Decided> tables(IngestOptions options) {
    ScyllaWriteThroughBuilder<Decided> builder =
        ScyllaWriteThrough.<Decided>builder().options(options.platform().database().connector());
    DecidedRows.upserts(options.platform().database().keyspace()).forEach(builder::upsert);
    return builder.build();
  }
}
