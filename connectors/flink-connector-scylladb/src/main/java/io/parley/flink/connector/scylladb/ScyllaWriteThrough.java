package io.parley.flink.connector.scylladb;

import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A step in a keyed stream that writes each record to ScyllaDB and passes it on, unchanged, once
 * all of its rows are acknowledged. A record that is seen downstream can be found in the database,
 * without waiting for a checkpoint.
 *
 * <pre>{@code
 * ScyllaWriteThrough<Order> write =
 *     ScyllaWriteThrough.<Order>builder().options(options).upsert(orders).build();
 * DataStream<Order> stored = write.apply(incoming.keyBy(Order::customer)).uid("store").name("Store");
 * }</pre>
 *
 * <ul>
 *   <li><b>Order</b>: records of one key leave in the order in which they came, and their rows
 *       become readable in that order. While a request of the key is under way, its next records
 *       gather, and go as one batch after it. Records of different keys pass each other, so a slow
 *       key holds up no other key. Watermarks do not overtake records.
 *   <li><b>Bounds</b>: at most {@code scylladb.max-in-flight} requests and {@code
 *       scylladb.max-pending-bytes} at the database, and at most {@code
 *       scylladb.max-pending-records} records inside. Above them the task blocks, with
 *       backpressure. A batch has at most {@code scylladb.write-through.group-max-rows} rows and
 *       {@code scylladb.batch.max-bytes} bytes.
 *   <li><b>State</b>: a checkpoint does not wait for the database. It keeps the records that are
 *       inside. After a failure or a rescale they are written again (same rows, same timestamps)
 *       before new records of their keys.
 *   <li><b>Rows per record</b>: zero, one, or many. A record without rows passes in order.
 *   <li><b>Errors</b>: as {@link ScyllaSink}. A refused record does not leave by the main output.
 * </ul>
 */
public final class ScyllaWriteThrough<T> implements Serializable {

  private final WriteSettings settings;
  private final WriteTarget.Factory<T> target;
  private final RefusalOutput<T> refusals;

  ScyllaWriteThrough(
      WriteSettings settings, WriteTarget.Factory<T> target, RefusalOutput<T> refusals) {
    this.settings = settings;
    this.target = target;
    this.refusals = refusals;
  }

  public static <T> ScyllaWriteThroughBuilder<T> builder() {
    return new ScyllaWriteThroughBuilder<>();
  }

  /** Appends the step to {@code input}. The caller sets uid and name on the result. */
  public <K> SingleOutputStreamOperator<T> apply(KeyedStream<T, K> input) {
    return input.transform(
        "ScyllaDB write-through",
        input.getType(),
        new WriteThroughOperatorFactory<>(settings, target, refusals));
  }
}
