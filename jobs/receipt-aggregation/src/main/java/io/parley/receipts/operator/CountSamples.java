package io.parley.receipts.operator;

import io.parley.receipts.domain.StatsSample;
import io.parley.receipts.domain.WindowTotals;
import org.apache.flink.api.common.functions.AggregateFunction;

/** First stage: counts the samples of a share of the conversations. */
final class CountSamples implements AggregateFunction<StatsSample, WindowTotals, WindowTotals> {

  @Override
  public WindowTotals createAccumulator() {
    return new WindowTotals();
  }

  @Override
  public WindowTotals add(StatsSample sample, WindowTotals totals) {
    totals.add(sample);
    return totals;
  }

  @Override
  public WindowTotals getResult(WindowTotals totals) {
    return totals;
  }

  @Override
  public WindowTotals merge(WindowTotals one, WindowTotals other) {
    one.add(other);
    return one;
  }
}
