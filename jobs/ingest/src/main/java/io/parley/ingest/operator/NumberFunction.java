package io.parley.ingest.operator;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.DecodeFunction;
import io.parley.common.decode.IntakeServices;
import io.parley.common.decode.RecordIntake;
import io.parley.common.decode.StartRefusedException;
import io.parley.common.kafka.SourceRecord;
import io.parley.ingest.domain.BrokerTime;
import io.parley.ingest.domain.CommandTopic;
import io.parley.ingest.domain.Generations;
import io.parley.ingest.domain.NumberedCommand;
import io.parley.ingest.domain.PartitionClocks;
import io.parley.ingest.domain.PartitionTick;
import io.parley.ingest.domain.UnicodeCheck;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Numbers the records of its partitions, then decodes them. It must be chained to the source,
 * because a partition's records have to come in order and from one subtask.
 *
 * <p>A record gets its number before it is decoded. So the numbers of later records do not depend
 * on whether it can be decoded. A schema that was unknown when the record first came may be known
 * in a replay.
 *
 * <p>Dead letters leave by {@link DecodeFunction#DEAD_LETTERS}. Metric: {@code deadLetters} by
 * reason.
 */
public final class NumberFunction extends ProcessFunction<SourceRecord, NumberedCommand>
    implements CheckpointedFunction, ResultTypeQueryable<NumberedCommand> {

  private final int datacenter;
  private final CommandTopic topic;
  private final Duration maxClockStep;
  private final IntakeServices services;

  // The clocks of the partitions. Union: after a rescale nobody knows who will read which
  // partition, so every subtask gets all clocks and, of several copies of one, keeps the furthest.
  // Bound: one for each partition of each generation of the topic, and each subtask. Never cleared,
  // never expires: a clock that is forgotten could run back.
  private transient ListState<PartitionTick> saved;

  // The topics that were read so far. Bound: one for each generation and subtask. Never cleared,
  // never expires: a start is checked against it.
  private transient ListState<CommandTopic> savedTopics;

  // The machine's clock at the checkpoint. Not union: after a failure every subtask must get its
  // own look back, because it has decided by it. Bound: one for each subtask. Replaced at each
  // checkpoint, never cleared: without it only the sender's clock can confirm a large step.
  private transient ListState<Long> savedMachineTime;

  private transient PartitionClocks clocks;
  private transient BrokerTime brokerTime;
  private transient Generations generations;
  private transient RecordIntake<ConversationCommand> intake;

  /**
   * @param topic the generation of the topic of commands that is read
   * @param maxClockStep see {@link BrokerTime}
   */
  public NumberFunction(
      int datacenter, CommandTopic topic, Duration maxClockStep, IntakeServices services) {
    this.datacenter = datacenter;
    this.topic = topic;
    this.maxClockStep = maxClockStep;
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
    savedTopics =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "command-topics", TypeInformation.of(CommandTopic.class)));
    savedMachineTime =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("machine-time", Types.LONG));
    try {
      generations = Generations.of(topic, savedTopics.get());
    } catch (StartRefusedException e) {
      throw new SuppressRestartsException(e);
    }
    clocks = new PartitionClocks(topic.name());
    saved.get().forEach(clocks::restore);
    brokerTime = new BrokerTime(maxClockStep);
    savedMachineTime.get().forEach(brokerTime::restoreMachine);
    intake =
        new RecordIntake<>(
            ConversationCommand.class,
            topic.name(),
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
    Optional<DeadLetterReason> refused =
        generations.refuse(source).or(() -> brokerTime.refuse(source));
    if (refused.isPresent()) {
      intake.setAside(source, refused.get(), aside);
    } else if (brokerTime.isLargeStep(clocks.millis(source.partition()), source.timestamp())) {
      takeALargeStep(source, aside, out);
    } else {
      long id = nextId(source.partition(), source.timestamp());
      intake
          .take(source, aside)
          .ifPresent(command -> out.collect(numbered(source, id, command, true)));
    }
  }

  /**
   * Numbers a record beyond the largest step. This is the only case in which the number depends on
   * the content of the record.
   */
  private void takeALargeStep(
      SourceRecord source, Consumer<DeadLetter> aside, Collector<NumberedCommand> out)
      throws Exception {
    Optional<ConversationCommand> command = intake.take(source, aside);
    boolean confirmed =
        command.isPresent() && brokerTime.isConfirmed(source.timestamp(), command.get());
    long time = confirmed ? source.timestamp() : clocks.millis(source.partition()).orElseThrow();
    long id = nextId(source.partition(), time);
    command.ifPresent(present -> out.collect(numbered(source, id, present, confirmed)));
  }

  private static NumberedCommand numbered(
      SourceRecord source, long id, ConversationCommand command, boolean clockIsRight) {
    RejectionReason fault = clockIsRight ? null : RejectionReason.CLOCK_AHEAD;
    if (!UnicodeCheck.isValid(command.getPayload())) {
      fault = RejectionReason.INVALID_TEXT;
    }
    return new NumberedCommand(id, source.timestamp(), command, fault, source.traceparent());
  }

  private long nextId(int partition, long time) {
    return idOf(partition, clocks.next(partition, time));
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
    clocks.forEach(ticks::add);
    saved.update(ticks);
    savedTopics.update(generations.topics());
    savedMachineTime.update(
        brokerTime.lookAtMachine(System.currentTimeMillis(), clocks.furthestMillis()).stream()
            .boxed()
            .toList());
    intake.snapshotState();
  }

  @Override
  public TypeInformation<NumberedCommand> getProducedType() {
    return IngestTypes.numberedCommand();
  }

  @Override
  public void close() throws Exception {
    if (intake != null) {
      intake.close();
    }
  }
}
