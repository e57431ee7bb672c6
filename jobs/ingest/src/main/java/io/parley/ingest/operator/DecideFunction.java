package io.parley.ingest.operator;

import io.parley.common.metrics.ReasonCounters;
import io.parley.ingest.domain.ConversationDecider;
import io.parley.ingest.domain.ConversationState;
import io.parley.ingest.domain.Decided;
import io.parley.ingest.domain.Decision;
import io.parley.ingest.domain.DecisionLimits;
import io.parley.ingest.domain.LedgerSweep;
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
 * Holds the state of conversations for {@link ConversationDecider}, applies what it accepted, and
 * has the ledger swept by a timer in record time: one timer a conversation, none for one that has
 * nothing left to sweep.
 *
 * <p>Every command gives exactly one {@link Decided}. Metrics: {@code acceptedCommands}, {@code
 * duplicateCommands}, {@code rejectedCommands} by reason.
 */
public final class DecideFunction extends KeyedProcessFunction<String, NumberedCommand, Decided>
    implements ResultTypeQueryable<Decided> {

  private final DecisionLimits limits;
  private final Duration sweepMargin;

  private transient ConversationDecider decider;
  private transient LedgerSweep sweep;
  private transient ConversationState state;
  private transient Counter accepted;
  private transient Counter duplicates;
  private transient ReasonCounters<RejectionReason> rejected;

  /**
   * @param sweepMargin how much older than the longest horizon state becomes before it is cleared
   */
  public DecideFunction(DecisionLimits limits, Duration sweepMargin) {
    this.limits = limits;
    this.sweepMargin = sweepMargin;
  }

  @Override
  public void open(OpenContext context) {
    decider = new ConversationDecider(limits);
    sweep = new LedgerSweep(limits, sweepMargin);
    state = new KeyedConversationState(getRuntimeContext());
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    accepted = metrics.counter("acceptedCommands");
    duplicates = metrics.counter("duplicateCommands");
    rejected = new ReasonCounters<>(metrics, "rejectedCommands", RejectionReason.class);
  }

  @Override
  public void processElement(NumberedCommand numbered, Context context, Collector<Decided> out) {
    Decision decision = decider.decide(state, numbered);
    if (decision instanceof Decision.Accepted acceptance) {
      StateTransition.apply(state, acceptance);
      if (acceptance.head().ledgerHasOneEntry()) {
        context.timerService().registerEventTimeTimer(sweep.dueTime(numbered.id()));
      }
      accepted.inc();
    } else if (decision instanceof Decision.Duplicate) {
      duplicates.inc();
    } else if (decision instanceof Decision.Rejected rejection) {
      rejected.increment(rejection.reason());
    }
    out.collect(Decided.of(numbered, decision));
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
