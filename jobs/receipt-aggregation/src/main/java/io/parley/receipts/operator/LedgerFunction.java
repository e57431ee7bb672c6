package io.parley.receipts.operator;

import io.parley.receipts.domain.Conversation;
import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.Ledger;
import io.parley.receipts.domain.LedgerRules;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.domain.StatsSample;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Holds the state and the timers of the {@link Ledger}; what is decided is decided there.
 *
 * <p>Two timers a conversation: in processing time the flush, set by the first change after the
 * last flush; in event time the expiry, set for the oldest thing in state. Event time, so that a
 * backlog or a replay of old topics ages by its own clock and not by the wall's.
 */
public final class LedgerFunction
    extends KeyedCoProcessFunction<String, EventFact, ReceiptFact, LedgerChanges> {

  /** What the statistics count. */
  public static final OutputTag<StatsSample> SAMPLES =
      new OutputTag<>("samples", TypeInformation.of(StatsSample.class));

  private final LedgerRules rules;

  private transient FlinkLedgerState books;
  private transient Ledger ledger;
  private transient LedgerMetrics metrics;

  public LedgerFunction(LedgerRules rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    books = new FlinkLedgerState(getRuntimeContext());
    metrics = new LedgerMetrics(getRuntimeContext().getMetricGroup());
    ledger = new Ledger(rules, books.books(), metrics);
  }

  @Override
  public void processElement1(EventFact event, Context context, Collector<LedgerChanges> out)
      throws Exception {
    Conversation conversation = books.conversation();
    ledger.event(conversation, event);
    finish(conversation, context);
  }

  @Override
  public void processElement2(ReceiptFact receipt, Context context, Collector<LedgerChanges> out)
      throws Exception {
    Conversation conversation = books.conversation();
    ledger.receipt(conversation, receipt);
    finish(conversation, context);
  }

  private void finish(Conversation conversation, Context context) throws Exception {
    metrics.drain(sample -> context.output(SAMPLES, sample));
    long soon = now(context) + rules.coalesce().toMillis();
    if (conversation.changed && (conversation.flushTimer == 0 || soon < conversation.flushTimer)) {
      flushAt(conversation, soon, context);
    }
    expireInTime(conversation, context);
    books.save(conversation);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<LedgerChanges> out)
      throws Exception {
    Conversation conversation = books.conversation();
    flush(conversation, context, out);
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      ledger.expire(conversation, context.timerService().currentWatermark());
      conversation.expiryTimer = 0;
    }
    expireInTime(conversation, context);
    books.save(conversation);
  }

  private void flush(
      Conversation conversation, OnTimerContext context, Collector<LedgerChanges> out) {
    UpdateOutput output = new UpdateOutput(out);
    conversation.flushTimer = 0;
    long again = ledger.flush(context.getCurrentKey(), conversation, output, now(context));
    output.send();
    metrics.written(output.written());
    if (again > 0) {
      flushAt(conversation, again, context);
    }
  }

  private static long now(Context context) {
    return context.timerService().currentProcessingTime();
  }

  private static void flushAt(Conversation conversation, long time, Context context) {
    if (conversation.flushTimer != 0) {
      context.timerService().deleteProcessingTimeTimer(conversation.flushTimer);
    }
    context.timerService().registerProcessingTimeTimer(time);
    conversation.flushTimer = time;
  }

  /** Replaces a timer set for later; one that turns out too early fires in vain. */
  private void expireInTime(Conversation conversation, Context context) {
    long next = ledger.nextExpiry(conversation);
    if (next < Long.MAX_VALUE
        && (conversation.expiryTimer == 0 || next < conversation.expiryTimer)) {
      if (conversation.expiryTimer != 0) {
        context.timerService().deleteEventTimeTimer(conversation.expiryTimer);
      }
      context.timerService().registerEventTimeTimer(next);
      conversation.expiryTimer = next;
    }
  }
}
