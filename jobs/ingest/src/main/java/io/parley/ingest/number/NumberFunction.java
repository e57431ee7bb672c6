package io.parley.ingest.number;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.DecodeFunction;
import io.parley.common.decode.IntakeServices;
import io.parley.common.decode.RecordIntake;
import io.parley.common.kafka.SourceRecord;
import io.parley.ingest.decide.NumberedCommand;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Snowflake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Numbers the records of its partitions, then decodes them. Must be chained to the source: a
 * partition's records have to come in order and from one subtask.
 *
 * <p>A record takes its number before it is decoded, so that the numbers behind it do not depend on
 * whether it can be: a schema that was unknown when the record first came may be known in a replay.
 *
 * <p>Dead letters leave by {@link DecodeFunction#DEAD_LETTERS}. Metric: {@code deadLetters} by
 * reason.
 */
public final class NumberFunction extends ProcessFunction<SourceRecord, NumberedCommand>
    implements CheckpointedFunction, ResultTypeQueryable<NumberedCommand> {

  private final int datacenter;
  private final IntakeServices services;

  // The clocks of the partitions. Union: after a rescale nobody knows who will read which
  // partition,
  // so every subtask gets all clocks and, of several copies of one, keeps the furthest. Bound: one
  // a
  // partition and subtask, at most 512 partitions. Never cleared, never expires: a clock that is
  // forgotten could run back.
  private transient ListState<PartitionTick> saved;
  private transient PartitionClocks clocks;
  private transient RecordIntake<ConversationCommand> intake;

  public NumberFunction(int datacenter, IntakeServices services) {
    this.datacenter = datacenter;
    this.services = services;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    saved =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "partition-clocks", TypeInformation.of(PartitionTick.class)));
    clocks = new PartitionClocks();
    for (PartitionTick tick : saved.get()) {
      clocks.restore(tick.partition(), tick.lastTick());
    }
    intake =
        new RecordIntake<>(
            ConversationCommand.class,
            CommandEnvelope.check(),
            services,
            getRuntimeContext().getMetricGroup());
    intake.initializeState(context.getOperatorStateStore());
  }

  @Override
  public void open(OpenContext context) throws Exception {
    intake.open();
  }

  @Override
  public void processElement(SourceRecord source, Context context, Collector<NumberedCommand> out)
      throws Exception {
    Consumer<DeadLetter> aside = letter -> context.output(DecodeFunction.DEAD_LETTERS, letter);
    Optional<DeadLetterReason> refused = BrokerTime.refuse(source);
    if (refused.isPresent()) {
      intake.setAside(source, refused.get(), aside);
      return;
    }
    long id = idOf(source.partition(), clocks.next(source.partition(), source.timestamp()));
    intake
        .take(source, aside)
        .map(cmd -> new NumberedCommand(id, source.timestamp(), cmd, source.traceparent()))
        .ifPresent(out::collect);
  }

  private long idOf(int partition, long tick) {
    return Snowflake.of(
        Math.floorDiv(tick, PartitionClocks.TICKS_PER_MILLI),
        datacenter,
        partition,
        Math.floorMod(tick, PartitionClocks.TICKS_PER_MILLI));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    List<PartitionTick> ticks = new ArrayList<>();
    clocks.forEach((partition, lastTick) -> ticks.add(new PartitionTick(partition, lastTick)));
    saved.update(ticks);
    intake.snapshotState();
  }

  @Override
  public TypeInformation<NumberedCommand> getProducedType() {
    return NumberedCommand.type();
  }

  @Override
  public void close() throws Exception {
    if (intake != null) {
      intake.close();
    }
  }
}
