package io.parley.flink.connector.scylladb;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A {@link ScyllaSink} in Flink's own operator for writers, without a job. */
final class SinkHarness implements AutoCloseable {

  private final OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>> harness;

  private SinkHarness(OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>> harness) {
    this.harness = harness;
  }

  /** Opens a sink, with what a checkpoint has kept, or null. */
  static SinkHarness open(FakeTarget database, OperatorSubtaskState checkpoint) throws Exception {
    ScyllaSink<String> sink =
        new ScyllaSink<>(TestSettings.unbatched(10), () -> database, RefusedRows.fail());
    OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>> harness =
        new OneInputStreamOperatorTestHarness<>(new SinkWriterOperatorFactory<>(sink));
    TypeSerializer<String> serializer = Types.STRING.createSerializer(new SerializerConfigImpl());
    harness.getStreamConfig().setupNetworkInputs(serializer);
    harness.getStreamConfig().serializeAllConfigs();
    harness.setup();
    if (checkpoint != null) {
      harness.initializeState(checkpoint);
    }
    harness.open();
    return new SinkHarness(harness);
  }

  void process(String... records) throws Exception {
    for (String record : records) {
      harness.processElement(record, 0);
    }
  }

  /** Runs the mails that wait. */
  void run() throws Exception {
    Mails.run(harness);
  }

  /** What a barrier does. */
  OperatorSubtaskState snapshot() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    return harness.snapshot(1, 0);
  }

  void endInput() throws Exception {
    harness.endInput();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
