package io.parley.benchmarks.routing;

import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that hands each record to an action, in the thread of the task that writes it. */
record Tap<T>(Action<T> action) implements Sink<T> {

  /** What happens to a record. Serialized on its way into the task: captures nothing. */
  @FunctionalInterface
  interface Action<T> extends Serializable {
    void accept(T record);
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(T record, Context writing) {
        action.accept(record);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
