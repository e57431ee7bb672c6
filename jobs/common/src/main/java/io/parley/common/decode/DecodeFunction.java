package io.parley.common.decode;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.kafka.SourceRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes records and checks them. Records that can never be processed become dead letters.
 *
 * <p>No record makes it fail. It fails if a schema is needed and the registry has been silent for
 * longer than {@code registry.outage-patience} (see {@code io.parley.common.registry}). It refuses
 * to start for the reasons that {@link RecordIntake} gives, which also has its state. Metric:
 * {@code deadLetters} by {@code reason}.
 */
public final class DecodeFunction<T extends SpecificRecord>
    extends ProcessFunction<SourceRecord, Incoming<T>>
    implements CheckpointedFunction, ResultTypeQueryable<Incoming<T>> {

  /** The side output of the dead letters. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  private final Class<T> type;
  private final RecordCheck<T> check;
  private final IntakeServices services;

  private transient RecordIntake<T> intake;

  public DecodeFunction(Class<T> type, RecordCheck<T> check, IntakeServices services) {
    this.type = type;
    this.check = check;
    this.services = services;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    intake = new RecordIntake<>(type, check, services, getRuntimeContext().getMetricGroup());
    intake.initializeState(context.getOperatorStateStore());
  }

  @Override
  public void open(OpenContext context) throws Exception {
    intake.open();
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    intake.snapshotState();
  }

  @Override
  public void processElement(SourceRecord source, Context context, Collector<Incoming<T>> out)
      throws Exception {
    intake
        .take(source, letter -> context.output(DEAD_LETTERS, letter))
        .ifPresent(record -> out.collect(new Incoming<>(source, record)));
  }

  @Override
  public void close() throws Exception {
    if (intake != null) {
      intake.close();
    }
  }

  @Override
  public TypeInformation<Incoming<T>> getProducedType() {
    return Incoming.typeOf(type);
  }
}
