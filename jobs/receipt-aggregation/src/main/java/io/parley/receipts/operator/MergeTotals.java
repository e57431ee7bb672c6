package io.parley.receipts.operator;

import io.parley.receipts.domain.WindowTotals;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Second stage: sums the shares. */
final class MergeTotals implements AggregateFunction<WindowTotals, WindowTotals, WindowTotals> {

  @Override
  public WindowTotals createAccumulator() {
    return new WindowTotals();
  }

  @Override
  public WindowTotals add(WindowTotals share, WindowTotals totals) {
    totals.add(share);
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
