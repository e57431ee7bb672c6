package io.parley.routing.topics;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.decode.DecodeFunction;
import io.parley.common.decode.Incoming;
import io.parley.common.decode.RecordCheck;
import io.parley.common.kafka.SourceRecord;
import io.parley.routing.RoutingOptions;
import io.parley.routing.domain.GatewaySign;
import io.parley.routing.operator.NewestPerKey;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The inputs of the job. Each input is a chain of a source, the decoding, which sets dead letters
 * aside, and a function that turns records into the input of an operator. A source of two topics
 * begins a chain with two branches, one for each topic. Call each method once.
 *
 * <p>Sessions, receipts and gateways drive the job's time. Events, statuses and cursors do not.
 */
public final class RoutingInputs {

  private final StreamExecutionEnvironment env;
  private final RoutingSources sources;
  private final RoutingOptions options;
  private final DataStream<SourceRecord> receiptsAndSessions;
  private final DataStream<SourceRecord> statusesAndCursors;
  private final List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();

  public RoutingInputs(
      StreamExecutionEnvironment env, RoutingSources sources, RoutingOptions options) {
    this.env = env;
    this.sources = sources;
    this.options = options;
    this.receiptsAndSessions =
        read(
            sources.receiptsAndSessions(),
            "receipts and sessions",
            WatermarkStrategy.noWatermarks());
    this.statusesAndCursors =
        read(sources.statusesAndCursors(), "statuses and cursors", NoTime.strategy());
  }

  public DataStream<TracedEvent> events() {
    return decoded(
            read(sources.events(), "events", NoTime.strategy()),
            "events",
            ConversationEvent.class,
            contract(Topics.EVENTS))
        .map(in -> new TracedEvent(in.value(), in.source().traceparent()), TracedEvent.TYPE)
        .uid("traced-events")
        .name("Traced events");
  }

  public DataStream<ToUser> sessions() {
    RecordCheck<SessionEvent> contract = contract(Topics.SESSIONS);
    return decoded(
            only(Topics.SESSIONS, receiptsAndSessions, "sessions"),
            "sessions",
            SessionEvent.class,
            contract.and(InputChecks.session(options.maxClockAhead())))
        .map(UserInputs::ofSession, UserInputs.TYPE)
        .uid("user-sessions")
        .name("Sessions by user");
  }

  public DataStream<ToUser> receipts() {
    return decoded(
            only(Topics.RECEIPTS, receiptsAndSessions, "receipts"),
            "receipts",
            Receipt.class,
            contract(Topics.RECEIPTS))
        .map(UserInputs::ofReceipt, UserInputs.TYPE)
        .uid("user-receipts")
        .name("Receipts by user");
  }

  public DataStream<GatewaySign> gateways() {
    RecordCheck<GatewayEvent> contract = contract(Topics.GATEWAYS);
    return decoded(
            read(sources.gateways(), "gateways", WatermarkStrategy.noWatermarks()),
            "gateways",
            GatewayEvent.class,
            contract.and(InputChecks.gateway(options.maxClockAhead())))
        .map(UserInputs::ofGateway, TypeInformation.of(GatewaySign.class))
        .uid("gateway-signs")
        .name("Gateway signs");
  }

  public DataStream<ToUser> statuses() {
    return newest(
            decoded(
                only(Topics.MESSAGE_STATUS, statusesAndCursors, "statuses"),
                "statuses",
                MessageStatus.class,
                contract(Topics.MESSAGE_STATUS)),
            "statuses",
            MessageStatus.class,
            new NewestPerKey<>(
                in -> in.value().getConversationId() + "/" + in.value().getMessageId(),
                in -> in.value().getVersion(),
                options.tickInterval()))
        .map(new UserInputs.OfStatus())
        .returns(UserInputs.TYPE)
        .uid("user-statuses")
        .name("Statuses by sender");
  }

  /**
   * Without tombstones. A tombstone says that a user has left the conversation, and no device has
   * to be told.
   */
  public DataStream<ToUser> readCursors() {
    return newest(
            decoded(
                only(Topics.READ_CURSORS, statusesAndCursors, "cursors"),
                "cursors",
                ReadCursor.class,
                contract(Topics.READ_CURSORS)),
            "cursors",
            ReadCursor.class,
            new NewestPerKey<>(
                in -> in.value().getConversationId() + "/" + in.value().getUserId(),
                in -> in.value().getVersion(),
                options.tickInterval()))
        .map(new UserInputs.OfCursor())
        .returns(UserInputs.TYPE)
        .uid("user-cursors")
        .name("Cursors by user");
  }

  /** The dead letters of all inputs that have been built. */
  public DataStream<DeadLetter> deadLetters() {
    return deadLetters.stream().reduce(DataStream::union).orElseThrow();
  }

  private static <T extends SpecificRecord> RecordCheck<T> contract(String topic) {
    return RecordCheck.contract(TopicCatalogue.load().topic(topic));
  }

  private DataStream<SourceRecord> read(
      Source<SourceRecord, ?, ?> source, String name, WatermarkStrategy<SourceRecord> time) {
    return env.fromSource(source, time, "Read " + name).uid("read-" + name.replace(' ', '-'));
  }

  /** One topic of a source that reads several. */
  private DataStream<SourceRecord> only(
      String topic, DataStream<SourceRecord> records, String name) {
    String onBrokers = sources.intake().topic(topic);
    return records
        .filter(record -> record.topic().equals(onBrokers))
        .uid("only-" + name)
        .name("Only " + name);
  }

  private <T extends SpecificRecord> SingleOutputStreamOperator<Incoming<T>> decoded(
      DataStream<SourceRecord> records, String name, Class<T> type, RecordCheck<T> check) {
    SingleOutputStreamOperator<Incoming<T>> decoded =
        records
            .process(new DecodeFunction<>(type, check, sources.intake()))
            .uid("decode-" + name)
            .name("Decode " + name);
    deadLetters.add(decoded.getSideOutput(DecodeFunction.DEAD_LETTERS));
    return decoded;
  }

  /** In the chain of the source: a key's records lie in one partition. */
  private static <T extends SpecificRecord> SingleOutputStreamOperator<Incoming<T>> newest(
      DataStream<Incoming<T>> records,
      String name,
      Class<T> type,
      NewestPerKey<Incoming<T>> newest) {
    return records.transform("Newest " + name, Incoming.typeOf(type), newest).uid("newest-" + name);
  }
}
