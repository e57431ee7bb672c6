package io.parley.benchmarks.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.receipts.ReceiptAggregationJob;
import io.parley.receipts.ReceiptAggregationOptions;
import io.parley.receipts.topics.ReceiptAggregationSinks;
import io.parley.receipts.topics.ReceiptAggregationSources;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The job as it is, on a local Flink of parallelism 2, with topics of its own. Only one may run at
 * a time, because {@link Meters} has one set of counters.
 *
 * <p>The job is not restarted after a failure, because figures of a restarted job mean nothing. The
 * next {@link #await} throws the failure. Closing cancels the job.
 */
final class RunningJob implements AutoCloseable {

  private static final Duration QUIET = Duration.ofSeconds(3);

  /** The longest wait for the end of a cancelled job. */
  private static final Duration END = Duration.ofMinutes(1);

  private final Stand stand;
  private final String name;
  private final JobClient job;
  private final CompletableFuture<JobExecutionResult> end;

  private RunningJob(Stand stand, String name, JobClient job) {
    this.stand = stand;
    this.name = name;
    this.job = job;
    this.end = job.getJobExecutionResult();
  }

  /** Creates the topics of a run and starts the job on them. */
  static RunningJob start(Stand stand, String name) throws Exception {
    stand.createTopics(name);
    Meters.clear();
    Configuration configuration = new Configuration();
    configuration.set(MetricOptions.REPORTERS_LIST, "meters");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.setString("metrics.reporter.meters.factory.class", Meters.class.getName());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(Stand.PARTITIONS, configuration);
    ReceiptAggregationOptions options = stand.options(name);
    options.platform().engine().applyTo(env);
    ReceiptAggregationJob.build(
        env, options, ReceiptAggregationSources.of(options), ReceiptAggregationSinks.of(options));
    return new RunningJob(stand, name, env.executeAsync(name));
  }

  /** Sends events, and waits until the ledger has all of them and has written what follows. */
  void takeIn(Stream<ConversationEvent> events) throws Exception {
    long[] count = {Meters.EVENTS.sum()};
    try (Feed<ConversationEvent> feed = events()) {
      for (Iterator<ConversationEvent> left = events.iterator(); left.hasNext(); ) {
        feed.send(left.next());
        count[0]++;
      }
    }
    await(() -> count[0] + " events in the ledger", () -> Meters.EVENTS.sum() == count[0]);
    awaitQuiet();
  }

  private Feed<ConversationEvent> events() {
    return new Feed<>(
        Topics.EVENTS,
        ConversationEvent.class,
        ConversationEvent::getConversationId,
        ConversationEvent::getCreatedAt);
  }

  /** A producer of receipts, as a gateway has one. */
  Feed<Receipt> receipts() {
    return new Feed<>(Topics.RECEIPTS, Receipt.class, Receipt::getConversationId, receipt -> null);
  }

  /** A producer of one topic of the run. Closing it waits for the broker. For one thread. */
  final class Feed<T extends SpecificRecord> implements AutoCloseable {
    private final String topic;
    private final RecordEncoder<T> encoder;
    private final Function<T, String> key;
    private final Function<T, Long> time;
    private final KafkaProducer<byte[], byte[]> producer;

    private Feed(
        String catalogueName, Class<T> type, Function<T, String> key, Function<T, Long> time) {
      this.topic = Stand.topic(name, catalogueName);
      this.encoder = RecordEncoder.of(type, topic, stand.schemas());
      this.key = key;
      this.time = time;
      this.producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", stand.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    void send(T value) throws Exception {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topic,
                  null,
                  time.apply(value),
                  key.apply(value).getBytes(UTF_8),
                  encoder.encode(value)));
    }

    @Override
    public void close() {
      producer.close();
    }
  }

  /** Waits until nothing has been written for a while. */
  void awaitQuiet() throws InterruptedException {
    long[] last = {-1, System.nanoTime()};
    await(
        () -> "an end of the job's writes",
        () -> {
          long written = Meters.ROWS.sum() + Meters.UPDATES.sum();
          if (written != last[0]) {
            last[0] = written;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] > QUIET.toNanos();
        });
  }

  /**
   * Waits for a condition.
   *
   * @param what is awaited, for the error
   * @throws IllegalStateException if the job ends, or if its counters stand still for a minute, or
   *     after ten minutes
   */
  void await(Supplier<String> what, BooleanSupplier condition) throws InterruptedException {
    Patience patience = Patience.startingAt(System.nanoTime());
    while (!condition.getAsBoolean()) {
      if (end.isDone()) {
        throw new IllegalStateException(
            "The job ended while the benchmark waited for " + what.get() + ".", failure());
      }
      patience.check(what, Meters.describe(), System.nanoTime());
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private Throwable failure() {
    return end.handle((result, failure) -> failure).join();
  }

  @Override
  public void close() {
    if (!end.isDone()) {
      job.cancel().orTimeout(END.toSeconds(), TimeUnit.SECONDS).join();
      var unused =
          end.handle((result, cancelled) -> result)
              .orTimeout(END.toSeconds(), TimeUnit.SECONDS)
              .join();
    }
  }
}
