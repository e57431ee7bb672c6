package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.CollectorOutput;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** With object reuse, a map that is chained behind the write-through changes the very record. */
class ObjectReuseTest {

  private static final int MAX_STATE_BYTES = 1 << 20;

  /**
   * The heap backend writes a snapshot on another thread, after the records went on downstream.
   *
   * <p>Seen red without the copies in WriteThroughOperator.snapshotState: the restored record was
   * what the map had made of it.
   */
  @Test
  void aSnapshotHasTheRecordsAsTheyWereAtTheBarrier() throws Exception {
    FakeTarget before = new FakeTarget();
    OperatorSubtaskState checkpoint;
    WriteSettings settings = TestSettings.writeThrough(10, 10, 10);
    try (WriteThroughHarness operator =
        WriteThroughHarness.builder(before, settings)
            .objectReuse(true)
            .open(new ChainedMap(settings, before))) {
      operator.process("a:1", "a:2");
      OperatorSnapshotFutures underWay =
          operator
              .flink()
              .getOneInputOperator()
              .snapshotState(
                  1,
                  0,
                  CheckpointOptions.forCheckpointWithDefaultLocation(),
                  new MemCheckpointStreamFactory(MAX_STATE_BYTES));
      before.acknowledgeAtOnce();
      operator.run();
      checkpoint = OperatorSnapshotFinalizer.create(underWay).getJobManagerOwnedState();
    }

    FakeTarget after = new FakeTarget();
    after.acknowledgeAtOnce();
    try (WriteThroughHarness restored =
        WriteThroughHarness.builder(after, settings).restoredFrom(checkpoint).open()) {
      restored.run();

      assertThat(restored.output()).isEqualTo(List.of("a:1", "a:2"));
    }
  }

  /** The write-through with a map behind it that reuses its input, as Flink's StreamMap does. */
  private static final class ChainedMap extends AbstractStreamOperatorFactory<String>
      implements OneInputStreamOperatorFactory<String, String> {

    private final WriteSettings settings;
    private final FakeTarget database;

    ChainedMap(WriteSettings settings, FakeTarget database) {
      this.settings = settings;
      this.database = database;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <O extends StreamOperator<String>> O createStreamOperator(
        StreamOperatorParameters<String> parameters) {
      return (O)
          new WriteThroughOperator<String, String>(
              new StreamOperatorParameters<>(
                  parameters.getContainingTask(),
                  parameters.getStreamConfig(),
                  new Replacing(parameters.getOutput()),
                  parameters::getProcessingTimeService,
                  parameters.getOperatorEventDispatcher(),
                  parameters.getMailboxExecutor()),
              settings,
              () -> database,
              RefusalOutput.fail());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
      return WriteThroughOperator.class;
    }
  }

  private static final class Replacing extends CollectorOutput<String> {
    private final Output<StreamRecord<String>> next;

    Replacing(Output<StreamRecord<String>> next) {
      super(List.of());
      this.next = next;
    }

    @Override
    public void collect(StreamRecord<String> record) {
      next.collect(record.replace("changed by the map"));
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
      next.collect(tag, record);
    }
  }
}
