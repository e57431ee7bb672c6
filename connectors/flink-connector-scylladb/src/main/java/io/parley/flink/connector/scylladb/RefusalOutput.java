package io.parley.flink.connector.scylladb;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;

/** The output of the write-through for refused records, used when their turn to leave comes. */
@FunctionalInterface
interface RefusalOutput<T> extends Serializable {

  void emit(RefusedRow<T> row, StreamRecord<T> element, Output<StreamRecord<T>> output)
      throws IOException;

  static <T> RefusalOutput<T> fail() {
    return (row, element, output) -> RefusedRows.fail(row);
  }

  static <T> RefusalOutput<T> drop() {
    return (row, element, output) -> {};
  }

  static <T, D> RefusalOutput<T> sideOutput(
      OutputTag<D> tag, SerializableFunction<RefusedRow<T>, D> toLetter) {
    return (row, element, output) -> {
      D letter = toLetter.apply(row);
      output.collect(
          tag,
          element.hasTimestamp()
              ? new StreamRecord<>(letter, element.getTimestamp())
              : new StreamRecord<>(letter));
    };
  }
}
