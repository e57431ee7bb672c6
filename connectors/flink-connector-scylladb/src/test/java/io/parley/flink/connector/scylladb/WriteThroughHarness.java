package io.parley.flink.connector.scylladb;

import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * A write-through operator without a job, over a {@link FakeTarget}. The key of a record is its
 * text up to the first colon or slash: {@code "a:1"} and {@code "a/x:1"} are rows of key a in the
 * partitions {@code a} and {@code a/x}.
 */
final class WriteThroughHarness implements AutoCloseable {

  private static final int MAX_PARALLELISM = 16;

  private final KeyedOneInputStreamOperatorTestHarness<String, String, String> harness;

  private WriteThroughHarness(
      KeyedOneInputStreamOperatorTestHarness<String, String, String> harness) {
    this.harness = harness;
  }

  static WriteThroughHarness open(FakeTarget database, WriteSettings settings) throws Exception {
    return new Builder(database, settings).open();
  }

  static Builder builder(FakeTarget database, WriteSettings settings) {
    return new Builder(database, settings);
  }

  void process(String... records) throws Exception {
    for (String record : records) {
      harness.processElement(record, 0);
    }
  }

  void processAt(String record, long timestamp) throws Exception {
    harness.processElement(record, timestamp);
  }

  void processWatermark(Watermark watermark) throws Exception {
    harness.processWatermark(watermark);
  }

  /** Runs the mails that wait. */
  void run() throws Exception {
    Mails.run(harness);
  }

  void advance(long millis) throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + millis);
    run();
  }

  OperatorSubtaskState snapshot(long checkpoint) throws Exception {
    return harness.snapshot(checkpoint, 0);
  }

  void endInput() throws Exception {
    harness.endInput();
  }

  /** The values that left by the main output. */
  List<String> output() {
    return harness.extractOutputValues();
  }

  /** All elements that left by the main output, watermarks too. */
  Queue<Object> elements() {
    return harness.getOutput();
  }

  <D> Queue<StreamRecord<D>> sideOutput(OutputTag<D> tag) {
    return harness.getSideOutput(tag);
  }

  KeyedOneInputStreamOperatorTestHarness<String, String, String> flink() {
    return harness;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }

  static final class Builder {
    private final FakeTarget database;
    private final WriteSettings settings;
    private RefusalOutput<String> refusals = RefusalOutput.fail();
    private OperatorSubtaskState checkpoint;
    private int parallelism = 1;
    private int subtask;
    private boolean objectReuse;

    private Builder(FakeTarget database, WriteSettings settings) {
      this.database = database;
      this.settings = settings;
    }

    Builder refusals(RefusalOutput<String> output) {
      refusals = output;
      return this;
    }

    Builder restoredFrom(OperatorSubtaskState state) {
      checkpoint = state;
      return this;
    }

    Builder subtask(int index, int ofAll) {
      subtask = index;
      parallelism = ofAll;
      return this;
    }

    Builder objectReuse(boolean enabled) {
      objectReuse = enabled;
      return this;
    }

    WriteThroughHarness open() throws Exception {
      return open(new WriteThroughOperatorFactory<>(settings, () -> database, refusals));
    }

    WriteThroughHarness open(OneInputStreamOperatorFactory<String, String> factory)
        throws Exception {
      var harness =
          new KeyedOneInputStreamOperatorTestHarness<String, String, String>(
              factory,
              WriteThroughHarness::keyOf,
              Types.STRING,
              MAX_PARALLELISM,
              parallelism,
              subtask);
      if (objectReuse) {
        harness.getExecutionConfig().enableObjectReuse();
      }
      TypeSerializer<String> serializer = Types.STRING.createSerializer(new SerializerConfigImpl());
      harness.getStreamConfig().setupNetworkInputs(serializer);
      harness.getStreamConfig().serializeAllConfigs();
      harness.setup(serializer);
      if (checkpoint != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                checkpoint, MAX_PARALLELISM, 1, parallelism, subtask));
      }
      harness.open();
      return new WriteThroughHarness(harness);
    }
  }

  private static String keyOf(String record) {
    return record.replaceFirst("^[-!]", "").replaceFirst("[:/].*", "");
  }
}
