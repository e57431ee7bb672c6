package io.parley.common.env;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.options.JobArguments;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.rocksdb.DBOptions;

/**
 * Checkpoints of the backend that the default options make, without a write-ahead log. Seen red
 * without the option: the backend that Flink loads flushes one state after another.
 */
class AtomicFlushTest {

  /** Keeps the newest and the number of values of a key in two states, and emits both. */
  private static final class NewestAndCount extends KeyedProcessFunction<String, String, String> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<String> newest;
    private transient ValueState<Integer> count;

    @Override
    public void open(OpenContext context) {
      newest = getRuntimeContext().getState(new ValueStateDescriptor<>("newest", Types.STRING));
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
    }

    @Override
    public void processElement(String value, Context context, Collector<String> out)
        throws Exception {
      out.collect(newest.value() + " " + count.value());
      newest.update(value);
      count.update(count.value() == null ? 1 : count.value() + 1);
    }
  }

  private static EmbeddedRocksDBStateBackend backend() throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    JobArguments.parse(List.of(EngineOptions.GROUP), new String[0], EngineOptions::read)
        .options()
        .applyTo(environment);
    return (EmbeddedRocksDBStateBackend)
        StateBackendLoader.loadStateBackendFromConfig(
            environment.getConfiguration(), AtomicFlushTest.class.getClassLoader(), null);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, String, String> task()
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, String, String> task =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new NewestAndCount()),
            value -> value.substring(0, 1),
            Types.STRING);
    task.setStateBackend(backend());
    return task;
  }

  @Test
  void theBackendThatFlinkLoadsFlushesAllStatesTogether() throws Exception {
    List<AutoCloseable> toClose = new ArrayList<>();
    try (DBOptions options = new DBOptions()) {
      assertThat(backend().getRocksDBOptions().createDBOptions(options, toClose).atomicFlush())
          .isTrue();
    }
  }

  @Test
  void everyStateIsRestoredAsItWasAtEachCheckpoint() throws Exception {
    List<OperatorSubtaskState> checkpoints = new ArrayList<>();
    try (var task = task()) {
      task.open();
      for (int n = 1; n <= 3; n++) {
        task.processElement("a" + n, n);
        checkpoints.add(task.snapshot(n, n));
      }
    }
    for (int n = 1; n <= 3; n++) {
      try (var task = task()) {
        task.initializeState(checkpoints.get(n - 1));
        task.open();
        task.processElement("a", 9);
        assertThat(task.extractOutputValues()).containsExactly("a%d %d".formatted(n, n));
      }
    }
  }
}
