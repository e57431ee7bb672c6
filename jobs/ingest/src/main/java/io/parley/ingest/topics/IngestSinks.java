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
 * The sinks of the job.
 *
 * @param tables passes a decided command on when its rows are acknowledged
 * @param eventsAndAcks writes both in one transaction
 * @param deadLetters of commands that cannot be answered
 */
public record IngestSinks(
    ScyllaWriteThrough<Decided> tables,
    Sink<Emission> eventsAndAcks,
    Sink<DeadLetter> deadLetters) {

  /** The sinks in ScyllaDB and Kafka that the options name. */
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
   * The write-through of the tables. A refused row fails the job and is not dropped. Rows are made
   * of validated commands, so the cause is a missing table or a clock that is days wrong, and an
   * operator has to mend it.
   */
  private static ScyllaWriteThrough<Decided> tables(IngestOptions options) {
    ScyllaWriteThroughBuilder<Decided> builder =
        ScyllaWriteThrough.<Decided>builder().options(options.platform().database().connector());
    DecidedRows.upserts(options.platform().database().keyspace()).forEach(builder::upsert);
    return builder.build();
  }
}
