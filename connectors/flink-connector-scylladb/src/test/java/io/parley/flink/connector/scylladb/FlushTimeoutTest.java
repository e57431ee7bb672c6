package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/**
 * The flush timeout of a sink ends before the checkpoint timeout of its job.
 *
 * <p>Seen red without ScyllaSink.addPreWriteTopology: nothing compared the two, and the default of
 * 5 min was above a checkpoint timeout of 2 min.
 */
class FlushTimeoutTest {

  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(2);

  @Test
  void aFlushTimeoutThatIsNotBelowTheCheckpointTimeoutIsRefused() {
    assertThatThrownBy(() -> build(sink("2 min"), CHECKPOINT_TIMEOUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "scylladb.flush-timeout is 2 min",
            "less than execution.checkpointing.timeout, which is 2 min");
  }

  @Test
  void aFlushTimeoutBelowTheCheckpointTimeoutIsTaken() {
    ScyllaSink<Reading> sink = sink("119 s");
    build(sink, CHECKPOINT_TIMEOUT);

    assertThat(sink.settings().drainTimeout()).isEqualTo(Duration.ofSeconds(119));
  }

  @Test
  void anUnsetFlushTimeoutFollowsTheCheckpointTimeout() {
    ScyllaSink<Reading> sink = sink(null);
    build(sink, CHECKPOINT_TIMEOUT);
    assertThat(sink.settings().drainTimeout()).isEqualTo(Duration.ofSeconds(108));

    ScyllaSink<Reading> other = sink(null);
    build(other, Duration.ofSeconds(15));
    assertThat(other.settings().drainTimeout()).isEqualTo(Duration.ofMillis(13_500));
  }

  @Test
  void withoutCheckpointsAnyFlushTimeoutIsTaken() {
    assertThatCode(() -> build(sink("1 h"), null)).doesNotThrowAnyException();
  }

  /** The checkpoint timeout may be set after the sink was added. */
  private static void build(ScyllaSink<Reading> sink, Duration checkpointTimeout) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    env.fromData(Reading.of("s", 1)).sinkTo(sink);
    if (checkpointTimeout != null) {
      env.enableCheckpointing(1000);
      env.getCheckpointConfig().setCheckpointTimeout(checkpointTimeout.toMillis());
    }
    env.getStreamGraph().getJobGraph();
  }

  private static ScyllaSink<Reading> sink(String flushTimeout) {
    Configuration options = ReadingTable.options(new InetSocketAddress("localhost", 1));
    if (flushTimeout != null) {
      options.setString(ScyllaOptions.FLUSH_TIMEOUT.key(), flushTimeout);
    }
    return ScyllaSink.<Reading>builder()
        .options(options)
        .upsert(
            ScyllaUpsert.of(
                "INSERT INTO t (sensor) VALUES (?) USING TIMESTAMP ?",
                (reading, row) -> row.setString("sensor", reading.sensor),
                reading -> reading.version))
        .build();
  }
}
