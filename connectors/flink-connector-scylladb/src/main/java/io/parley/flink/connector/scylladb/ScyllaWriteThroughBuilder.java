package io.parley.flink.connector.scylladb;

import java.util.Objects;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;

/** Builds a {@link ScyllaWriteThrough}. */
public final class ScyllaWriteThroughBuilder<T>
    extends ConnectorBuilder<T, ScyllaWriteThroughBuilder<T>> {

  private RefusalOutput<T> refusals = RefusalOutput.fail();

  ScyllaWriteThroughBuilder() {}

  /**
   * Refused records vanish; the metric {@code refusedRows} counts them. Default: the task fails.
   */
  public ScyllaWriteThroughBuilder<T> dropRefused() {
    this.refusals = RefusalOutput.drop();
    return this;
  }

  /**
   * Refused records leave by a side output, when their turn comes, so that what follows (a
   * transactional dead-letter sink, say) is part of the same checkpoint. Default: the task fails.
   */
  public <D> ScyllaWriteThroughBuilder<T> refusedTo(
      OutputTag<D> sideOutput, SerializableFunction<RefusedRow<T>, D> toLetter) {
    this.refusals =
        RefusalOutput.sideOutput(
            Objects.requireNonNull(sideOutput, "sideOutput"),
            Objects.requireNonNull(toLetter, "toLetter"));
    return this;
  }

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException with all faults of the options
   */
  public ScyllaWriteThrough<T> build() {
    Checked<T> checked = check();
    return new ScyllaWriteThrough<>(checked.settings(), checked.target(), refusals);
  }

  @Override
  ScyllaWriteThroughBuilder<T> self() {
    return this;
  }
}
