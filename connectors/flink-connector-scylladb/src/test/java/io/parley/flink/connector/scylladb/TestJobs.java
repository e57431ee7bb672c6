package io.parley.flink.connector.scylladb;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Jobs on a local Flink that restart on failure, and a source that waits for checkpoints. */
final class TestJobs {

  private TestJobs() {}

  /** With object reuse, which leaves out the copies that hide a shared record. */
  static StreamExecutionEnvironment environmentWithObjectReuse(int restarts) {
    StreamExecutionEnvironment env = environment(restarts);
    env.getConfig().enableObjectReuse();
    return env;
  }

  static StreamExecutionEnvironment environment(int restarts) {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    env.enableCheckpointing(200);
    return env;
  }

  /** The numbers from 1 to {@code count}; a checkpoint must complete after each portion. */
  static DataStream<Long> numbers(StreamExecutionEnvironment env, long count, int perCheckpoint) {
    return env.fromSource(
            new DataGeneratorSource<>(
                index -> index + 1,
                count,
                RateLimiterStrategy.perCheckpoint(perCheckpoint),
                TypeInformation.of(Long.class)),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers");
  }
}
