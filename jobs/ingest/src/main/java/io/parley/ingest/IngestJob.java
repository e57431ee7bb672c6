package io.parley.ingest;

import io.parley.common.decode.DecodeFunction;
import io.parley.common.job.JobMain;
import io.parley.ingest.domain.Decided;
import io.parley.ingest.domain.NumberedCommand;
import io.parley.ingest.operator.DecideFunction;
import io.parley.ingest.operator.EmitFunction;
import io.parley.ingest.operator.NumberFunction;
import io.parley.ingest.topics.CommandTopicFacts;
import io.parley.ingest.topics.IngestSinks;
import io.parley.ingest.topics.IngestSources;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.job.Jobs;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The ingest job. It numbers and deduplicates commands, stores their events, and then publishes
 * them. Its README shows the topology.
 */
public final class IngestJob {

  /** The job's names, topics and operators. */
  public static final JobSpec JOB = JobCatalogue.load().job(Jobs.INGEST);

  private IngestJob() {}

  /** Submits the job; see {@link JobMain}. */
  public static void main(String[] args) throws Exception {
    JobMain.of(JOB, IngestOptions.GROUPS, IngestOptions::read)
        .run(
            args,
            (env, options) -> {
              CommandTopicFacts.ask(options).requireMargin(options.stateMargin());
              build(env, options, IngestSources.of(options), IngestSinks.of(options));
            });
  }

  /** Puts the job together; production, tests and the local run share it. */
  public static void build(
      StreamExecutionEnvironment env,
      IngestOptions options,
      IngestSources sources,
      IngestSinks sinks) {
    SingleOutputStreamOperator<NumberedCommand> numbered =
        env.fromSource(sources.commands(), WatermarkStrategy.noWatermarks(), "Commands")
            .uid("commands")
            .process(
                new NumberFunction(
                    options.datacenter(),
                    sources.topic(),
                    options.maxClockStep(),
                    sources.intake()))
            .uid("number")
            .name("Number and decode");

    SingleOutputStreamOperator<Decided> decided =
        numbered
            .assignTimestampsAndWatermarks(recordTime())
            .uid("record-time")
            .name("Record time")
            .keyBy(command -> command.command().getConversationId())
            .process(new DecideFunction(options.limits(), options.stateMargin()))
            .uid("decide")
            .name("Decide")
            .setDescription("Decide: accept or refuse each command of a conversation, in order");

    sinks
        .tables()
        .apply(decided.keyBy(decision -> decision.ack().getConversationId()))
        .uid("store")
        .name("Store rows")
        .setDescription("Store rows: go on when ScyllaDB has acknowledged them")
        .process(new EmitFunction())
        .uid("emit")
        .name("Emit")
        .sinkTo(sinks.eventsAndAcks())
        .uid("events-and-acks")
        .name("Events and acks");

    numbered
        .getSideOutput(DecodeFunction.DEAD_LETTERS)
        .sinkTo(sinks.deadLetters())
        .uid("dead-letters")
        .name("Dead letters");
  }

  /**
   * The event time of the job. Only the sweep of old state uses it, and a sweep may be days late.
   */
  private static WatermarkStrategy<NumberedCommand> recordTime() {
    return WatermarkStrategy.<NumberedCommand>forMonotonousTimestamps()
        .withTimestampAssigner((command, kafkaTimestamp) -> command.time())
        .withIdleness(Duration.ofMinutes(1));
  }
}
