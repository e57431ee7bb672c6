package io.parley.benchmarks;

import io.parley.flink.connector.scylladb.ScyllaOptions;
import io.parley.flink.connector.scylladb.ScyllaSink;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.flink.connector.scylladb.ScyllaWriteThrough;
import io.parley.infra.local.CqlServer;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job of parallelism 1 on a local Flink, with checkpoints: a source, and the connector. */
final class FlinkContender implements Contender {

  private final String name;
  private final Duration checkpointInterval;
  private final BiConsumer<DataStream<Sample>, Configuration> tail;
  private final Configuration options;

  private FlinkContender(
      String name,
      CqlServer server,
      int inFlight,
      Duration checkpointInterval,
      BiConsumer<DataStream<Sample>, Configuration> tail) {
    this.name = name;
    this.checkpointInterval = checkpointInterval;
    this.tail = tail;
    this.options = new Configuration();
    options.set(ScyllaOptions.CONTACT_POINTS, List.of(server.address()));
    options.set(ScyllaOptions.LOCAL_DATACENTER, server.localDatacenter());
    options.set(ScyllaOptions.MAX_IN_FLIGHT, inFlight);
  }

  static Contender sink(CqlServer server, int inFlight, Duration checkpointInterval) {
    return new FlinkContender(
        "(b) ScyllaSink",
        server,
        inFlight,
        checkpointInterval,
        (samples, options) ->
            samples.sinkTo(ScyllaSink.<Sample>builder().options(options).upsert(upsert()).build()));
  }

  static Contender writeThrough(CqlServer server, int inFlight, Duration checkpointInterval) {
    return new FlinkContender(
        "(c) ScyllaWriteThrough",
        server,
        inFlight,
        checkpointInterval,
        (samples, options) ->
            ScyllaWriteThrough.<Sample>builder()
                .options(options)
                .upsert(upsert())
                .build()
                .apply(samples.keyBy(sample -> sample.sensor))
                .sinkTo(new DiscardingSink<>()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Run start() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    env.enableCheckpointing(checkpointInterval.toMillis());
    tail.accept(
        env.fromSequence(0, Long.MAX_VALUE - 1).map(Sample::of).returns(Sample.class), options);
    JobClient job = env.executeAsync(name);
    return () -> {
      job.cancel().get();
      job.getJobExecutionResult().exceptionally(cancelled -> null).get();
    };
  }

  private static ScyllaUpsert<Sample> upsert() {
    return ScyllaUpsert.of(SampleTable.INSERT, SampleTable::bind, sample -> sample.version);
  }
}
