package io.parley.receipts.operator;

import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.Ledger;
import io.parley.receipts.domain.LedgerRules;
import io.parley.receipts.domain.LedgerTimers;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.domain.StatsSample;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Holds the state and the timers of the {@link Ledger}, which makes all decisions.
 *
 * <p>A conversation has at most two timers: the flush in processing time and the expiry in event
 * time. Expiry is in event time, so that a backlog or a replay of old topics ages by its own time
 * and not by the wall clock.
 */
public final class LedgerFunction
    extends KeyedCoProcessFunction<String, EventFact, ReceiptFact, LedgerChanges> {

  /** The samples for the statistics. */
  public static final OutputTag<StatsSample> SAMPLES =
      new OutputTag<>("samples", TypeInformation.of(StatsSample.class));

  private final LedgerRules rules;

  private transient Ledger ledger;
  private transient LedgerMetrics metrics;
  private transient long startedAt;

  public LedgerFunction(LedgerRules rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    metrics = new LedgerMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement1(EventFact event, Context context, Collector<LedgerChanges> out) {
    ledger(context.timerService())
        .event(event, timers(event.conversationId(), context.timerService()));
    metrics.drain(sample -> context.output(SAMPLES, sample));
  }

  @Override
  public void processElement2(ReceiptFact receipt, Context context, Collector<LedgerChanges> out) {
    ledger(context.timerService())
        .receipt(receipt, timers(receipt.conversationId(), context.timerService()));
    metrics.drain(sample -> context.output(SAMPLES, sample));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<LedgerChanges> out) {
    String conversationId = context.getCurrentKey();
    long now = context.timerService().currentProcessingTime();
    UpdateOutput output =
        new UpdateOutput(conversationId, out, touched -> metrics.statusAfter(now - touched));
    Timers timers = timers(conversationId, context.timerService());
    Ledger of = ledger(context.timerService());
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      of.expire(conversationId, context.timerService().currentWatermark(), output, timers);
    } else {
      metrics.flushing(conversationId);
      of.flush(conversationId, output, timers);
    }
    output.send();
    metrics.written(output.written());
    metrics.drain(sample -> context.output(SAMPLES, sample));
  }

  /**
   * Opens the ledger at the first record, because the processing time cannot be asked for earlier.
   */
  private Ledger ledger(TimerService time) {
    if (ledger == null) {
      startedAt = time.currentProcessingTime();
      ledger = new Ledger(rules, FlinkLedgerState.of(getRuntimeContext()), metrics, startedAt);
    }
    return ledger;
  }

  private Timers timers(String conversationId, TimerService service) {
    return new Timers(conversationId, service, metrics);
  }

  /** Sets a timer of the current key and deletes the previous one. */
  private record Timers(String conversationId, TimerService service, LedgerMetrics metrics)
      implements LedgerTimers {

    @Override
    public long now() {
      return service.currentProcessingTime();
    }

    @Override
    public void flushAt(long before, long time) {
      if (before != 0) {
        service.deleteProcessingTimeTimer(before);
      }
      service.registerProcessingTimeTimer(time);
      metrics.flushIsDue(conversationId);
    }

    @Override
    public void expireAt(long before, long time) {
      if (before != 0) {
        service.deleteEventTimeTimer(before);
      }
      service.registerEventTimeTimer(time);
    }
  }
}
