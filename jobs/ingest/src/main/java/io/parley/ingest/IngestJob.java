package io.parley.ingest;

import io.parley.common.decode.DecodeFunction;
import io.parley.common.env.Preflight;
import io.parley.common.env.TopicUse;
import io.parley.common.options.JobArguments;
import io.parley.common.options.Parsed;
import io.parley.ingest.domain.Decided;
import io.parley.ingest.domain.NumberedCommand;
import io.parley.ingest.operator.DecideFunction;
import io.parley.ingest.operator.EmitFunction;
import io.parley.ingest.operator.NumberFunction;
import io.parley.ingest.topics.IngestSinks;
import io.parley.ingest.topics.IngestSources;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/** The ingest job: numbered, deduplicated, durable, then visible. Its README has the picture. */
public final class IngestJob {

  /** In consumer group, transactional ids and dead letters. */
  public static final String NAME = "ingest";

  private static final TopicUse TOPICS =
      new TopicUse(
          List.of(Topics.COMMANDS), List.of(Topics.EVENTS, Topics.ACKS, Topics.DEAD_LETTERS));

  private IngestJob() {}

  /** Parses and checks the options, builds the job and submits it. */
  public static void main(String[] args) throws Exception {
    Parsed<IngestOptions> parsed =
        JobArguments.parse(IngestOptions.GROUPS, args, IngestOptions::read);
    IngestOptions options = parsed.options();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    options.platform().engine().applyTo(env);
    Preflight.check(
        env.getConfiguration(), options.platform().kafka(), NAME, TopicCatalogue.load(), TOPICS);
    env.getConfig().setGlobalJobParameters(ParameterTool.fromMap(parsed.effective()));
    build(env, options, IngestSources.of(options), IngestSinks.of(options));
    env.execute("parley-ingest");
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
            .process(new NumberFunction(options.datacenter(), sources.registry()))
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
            .name("Decide");

    sinks
        .tables()
        .apply(decided.keyBy(decision -> decision.ack().getConversationId()))
        .uid("store")
        .name("Store rows")
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

  /** Only the sweep of old state runs on it, and that has days of patience. */
  private static WatermarkStrategy<NumberedCommand> recordTime() {
    return WatermarkStrategy.<NumberedCommand>forMonotonousTimestamps()
        .withTimestampAssigner((command, kafkaTimestamp) -> command.time())
        .withIdleness(Duration.ofMinutes(1));
  }
}
