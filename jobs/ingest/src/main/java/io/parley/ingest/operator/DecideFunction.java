package io.parley.ingest.operator;

import io.parley.common.metrics.ReasonCounters;
import io.parley.ingest.domain.ConversationDecider;
import io.parley.ingest.domain.Decided;
import io.parley.ingest.domain.Decision;
import io.parley.ingest.domain.DecisionLimits;
import io.parley.ingest.domain.LogSweep;
import io.parley.ingest.domain.NumberedCommand;
import io.parley.ingest.domain.StateTransition;
import io.parley.schemas.ack.RejectionReason;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds the state of conversations for {@link ConversationDecider} and applies its decisions. A
 * timer in record time sweeps old state. A conversation has at most one timer, and no timer if
 * nothing is left to sweep.
 *
 * <p>Every command gives exactly one {@link Decided}. Metrics: {@code acceptedCommands}, {@code
 * duplicateCommands} (repetitions of accepted commands), {@code rejectedCommands} by reason
 * (repetitions of refused commands included).
 */
public final class DecideFunction extends KeyedProcessFunction<String, NumberedCommand, Decided>
    implements ResultTypeQueryable<Decided> {

  private final DecisionLimits limits;
  private final Duration sweepMargin;

  private transient ConversationDecider decider;
  private transient LogSweep sweep;
  private transient KeyedConversationState state;
  private transient Counter accepted;
  private transient Counter duplicates;
  private transient ReasonCounters<RejectionReason> rejected;

  /**
   * @param sweepMargin how much older than the longest horizon the state of a quiet conversation
   *     becomes before it is cleared
   */
  public DecideFunction(DecisionLimits limits, Duration sweepMargin) {
    this.limits = limits;
    this.sweepMargin = sweepMargin;
  }

  @Override
  public void open(OpenContext context) {
    decider = new ConversationDecider(limits);
    sweep = new LogSweep(limits, sweepMargin);
    state = new KeyedConversationState(getRuntimeContext());
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    accepted = metrics.counter("acceptedCommands");
    duplicates = metrics.counter("duplicateCommands");
    rejected = new ReasonCounters<>(metrics, "rejectedCommands", RejectionReason.class);
  }

  @Override
  public void processElement(NumberedCommand numbered, Context context, Collector<Decided> out) {
    state.beginCommand();
    Decision decision = decider.decide(state, numbered);
    StateTransition.apply(state, numbered, decision);
    if (decision.remembered().map(memory -> memory.head().log().hasOneEntry()).orElse(false)) {
      context.timerService().registerEventTimeTimer(sweep.firstDueTime(numbered.id()));
    }
    count(decision);
    out.collect(Decided.of(numbered, decision));
  }

  private void count(Decision decision) {
    if (decision.refusal().isPresent()) {
      rejected.increment(decision.refusal().get());
    } else if (decision instanceof Decision.Accepted) {
      accepted.inc();
    } else {
      duplicates.inc();
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Decided> out) {
    sweep.sweep(state, time).ifPresent(context.timerService()::registerEventTimeTimer);
  }

  @Override
  public TypeInformation<Decided> getProducedType() {
    return IngestTypes.decided();
  }
}
