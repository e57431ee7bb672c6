package io.parley.receipts.operator;

import io.parley.receipts.domain.WindowTotals;
import org.apache.flink.api.common.functions.ReduceFunction;

/** Adds the sums of two tasks for one minute and kind of conversation. */
final class SumTotals implements ReduceFunction<WindowTotals> {

  @Override
  public WindowTotals reduce(WindowTotals one, WindowTotals other) {
    WindowTotals sum = new WindowTotals(one.windowStart, one.kind);
    sum.add(one);
    sum.add(other);
    return sum;
  }
}
