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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The job as it is, on a local Flink of parallelism 2: first it takes in conversations, then
 * receipts are sent as fast as the broker takes them, and the time is measured until all are
 * applied.
 */
final class JobRun {

  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final Stand stand;
  private final String name;
  private final int conversations;
  private final Workload workload;

  JobRun(Stand stand, String name, int conversations) {
    this.stand = stand;
    this.name = name;
    this.conversations = conversations;
    this.workload = new Workload(name, System.currentTimeMillis());
  }

  /**
   * What was measured.
   *
   * @param updates per receipt
   */
  record Result(double receiptsPerSecond, double rowsPerSecond, double updates) {}

  /**
   * Runs it.
   *
   * @param inState conversations in state, of which receipts come for the first few
   */
  Result measure(int inState) throws Exception {
    stand.createTopics(name);
    Meters.clear();
    JobClient job = start();
    try {
      send(
          Topics.EVENTS,
          ConversationEvent.class,
          IntStream.range(0, inState)
              .boxed()
              .flatMap(c -> workload.events(c, c < conversations ? Workload.MESSAGES : 1)),
          ConversationEvent::getConversationId,
          ConversationEvent::getCreatedAt);
      long events = (long) conversations * (Workload.MESSAGES + 1) + 2L * (inState - conversations);
      await(() -> Meters.EVENTS.sum() == events);
      awaitQuiet();
      return receipts();
    } finally {
      job.cancel().get();
      job.getJobExecutionResult().exceptionally(cancelled -> null).get();
    }
  }

  private Result receipts() throws Exception {
    long count = Workload.receiptCount(conversations);
    long rows = Meters.ROWS.sum();
    long updates = Meters.UPDATES.sum();
    long start = System.nanoTime();
    send(
        Topics.RECEIPTS,
        Receipt.class,
        workload.receipts(conversations),
        Receipt::getConversationId,
        receipt -> null);
    await(() -> Meters.RECEIPTS.sum() == count);
    double seconds = (System.nanoTime() - start) / 1e9;
    double rate = (Meters.ROWS.sum() - rows) / seconds;
    awaitQuiet();
    return new Result(count / seconds, rate, (double) (Meters.UPDATES.sum() - updates) / count);
  }

  private JobClient start() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(MetricOptions.REPORTERS_LIST, "meters");
    configuration.setString("metrics.reporter.meters.factory.class", Meters.class.getName());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(Stand.PARTITIONS, configuration);
    ReceiptAggregationOptions options = stand.options(name);
    options.platform().engine().applyTo(env);
    ReceiptAggregationJob.build(
        env, options, ReceiptAggregationSources.of(options), ReceiptAggregationSinks.of(options));
    return env.executeAsync(name);
  }

  private interface Part<T, R> {
    R of(T value);
  }

  private <T extends SpecificRecord> void send(
      String topic, Class<T> type, Stream<T> values, Part<T, String> key, Part<T, Long> time)
      throws Exception {
    String to = Stand.topic(name, topic);
    RecordEncoder<T> encoder = RecordEncoder.of(type, to, stand.schemas());
    Map<String, Object> properties = Map.of("bootstrap.servers", stand.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Iterator<T> left = values.iterator(); left.hasNext(); ) {
        T value = left.next();
        byte[] id = key.of(value).getBytes(UTF_8);
        var unused =
            producer.send(
                new ProducerRecord<>(to, null, time.of(value), id, encoder.encode(value)));
      }
    }
  }

  /** Until nothing has been written for a while. */
  private static void awaitQuiet() throws InterruptedException {
    long[] last = {-1, System.nanoTime()};
    await(
        () -> {
          long written = Meters.ROWS.sum() + Meters.UPDATES.sum();
          if (written != last[0]) {
            last[0] = written;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] > QUIET.toNanos();
        });
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Not done after " + PATIENCE + ": " + Meters.describe() + ". Is the job running?");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
