package io.parley.receipts;

import io.parley.common.decode.DecodeFunction;
import io.parley.common.decode.Incoming;
import io.parley.common.decode.RecordCheck;
import io.parley.common.job.JobMain;
import io.parley.common.kafka.SourceRecord;
import io.parley.receipts.ReceiptAggregationOptions.EventTime;
import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.operator.LedgerChanges;
import io.parley.receipts.operator.LedgerFunction;
import io.parley.receipts.operator.StatsWindows;
import io.parley.receipts.topics.Facts;
import io.parley.receipts.topics.ReceiptAggregationSinks;
import io.parley.receipts.topics.ReceiptAggregationSources;
import io.parley.receipts.topics.ReceiptRecord;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The receipt-aggregation job. It computes delivered and read statuses, cursors and unread counts.
 * Its README shows the topology.
 */
public final class ReceiptAggregationJob {

  /** The job's names, topics and operators. */
  public static final JobSpec JOB = JobCatalogue.load().job(Jobs.RECEIPTS);

  private ReceiptAggregationJob() {}

  /** Submits the job; see {@link JobMain}. */
  public static void main(String[] args) throws Exception {
    JobMain.of(JOB, ReceiptAggregationOptions.GROUPS, ReceiptAggregationOptions::read)
        .run(
            args,
            (env, options) ->
                build(
                    env,
                    options,
                    ReceiptAggregationSources.of(options),
                    ReceiptAggregationSinks.of(options)));
  }

  /** Puts the job together; production, tests and the local run share it. */
  public static void build(
      StreamExecutionEnvironment env,
      ReceiptAggregationOptions options,
      ReceiptAggregationSources sources,
      ReceiptAggregationSinks sinks) {
    WatermarkStrategy<SourceRecord> eventTime = eventTime(options.eventTime());

    SingleOutputStreamOperator<Incoming<ConversationEvent>> events =
        env.fromSource(sources.events(), eventTime, "Events")
            .uid("events")
            .process(
                new DecodeFunction<>(
                    ConversationEvent.class,
                    RecordCheck.contract(TopicCatalogue.load().topic(Topics.EVENTS)),
                    sources.intake()))
            .uid("decode-events")
            .name("Decode events");
    SingleOutputStreamOperator<Incoming<Receipt>> receipts =
        env.fromSource(
                sources.receipts(), eventTime.withTimestampAssigner(brokerTime()), "Receipts")
            .uid("receipts")
            .process(new DecodeFunction<>(Receipt.class, Facts.receiptCheck(), sources.intake()))
            .uid("decode-receipts")
            .name("Decode receipts");

    SingleOutputStreamOperator<LedgerChanges> changes =
        facts(events)
            .keyBy(EventFact::conversationId)
            .connect(receiptFacts(receipts).keyBy(ReceiptFact::conversationId))
            .process(new LedgerFunction(options.rules()), LedgerChanges.type())
            .uid("ledger")
            .name("Ledger")
            .setDescription("Ledger: who has received and read what, and what follows from it");

    // One task for all outputs, reached by the conversation: a plain edge would become a rebalance
    // when the job is rescaled, and an older record could end behind a newer one.
    SingleOutputStreamOperator<LedgerChanges> outputs =
        changes
            .keyBy(LedgerChanges::conversationId)
            .map(flush -> flush, LedgerChanges.type())
            .uid("outputs")
            .name("Outputs")
            .setDescription("Outputs: one order for tables and topics");
    outputs.sinkTo(sinks.tables()).uid("tables").name("Tables");
    outputs
        .flatMap(ReceiptRecord::of, ReceiptRecord.type())
        .uid("records")
        .name("Records")
        .sinkTo(sinks.statusAndCursorTopics())
        .uid("status-and-cursors")
        .name("Topics message-status and read-cursors");
    StatsWindows.of(changes.getSideOutput(LedgerFunction.SAMPLES), options.eventTime().lateness())
        .sinkTo(sinks.statsTopic())
        .uid("receipt-stats")
        .name("Topic receipt-stats");
    events
        .getSideOutput(DecodeFunction.DEAD_LETTERS)
        .union(receipts.getSideOutput(DecodeFunction.DEAD_LETTERS))
        .sinkTo(sinks.deadLetters())
        .uid("dead-letters")
        .name("Dead letters");
  }

  private static DataStream<EventFact> facts(DataStream<Incoming<ConversationEvent>> events) {
    return events
        .map(incoming -> Facts.of(incoming.value()), TypeInformation.of(EventFact.class))
        .uid("event-facts")
        .name("Event facts");
  }

  private static DataStream<ReceiptFact> receiptFacts(DataStream<Incoming<Receipt>> receipts) {
    return receipts
        .map(Facts::of, TypeInformation.of(ReceiptFact.class))
        .uid("receipt-facts")
        .name("Receipt facts");
  }

  /** The event time of receipts. */
  private static SerializableTimestampAssigner<SourceRecord> brokerTime() {
    return (record, time) -> Facts.eventTime(record);
  }

  /** Holds the inputs together, so that receipts do not run far ahead of their events. */
  private static WatermarkStrategy<SourceRecord> eventTime(EventTime eventTime) {
    return WatermarkStrategy.<SourceRecord>forBoundedOutOfOrderness(eventTime.disorder())
        .withIdleness(eventTime.idleness())
        .withWatermarkAlignment("receipts", eventTime.drift());
  }
}
