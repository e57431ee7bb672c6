package io.parley.flink.connector.scylladb;

import java.util.Objects;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** Builds a {@link ScyllaSink}. */
public final class ScyllaSinkBuilder<T> extends ConnectorBuilder<T, ScyllaSinkBuilder<T>> {

  private RefusedRowHandler.Factory<T> refusedRows = RefusedRows.fail();

  ScyllaSinkBuilder() {}

  /** Sets the handler of refused rows; see {@link RefusedRows}. Default: they fail the task. */
  public ScyllaSinkBuilder<T> onRefused(RefusedRowHandler.Factory<T> handler) {
    this.refusedRows = Objects.requireNonNull(handler, "handler");
    return this;
  }

  /**
   * States the guarantee. Only AT_LEAST_ONCE exists, and it is the default. The method refuses any
   * other guarantee with a message.
   */
  public ScyllaSinkBuilder<T> deliveryGuarantee(DeliveryGuarantee guarantee) {
    if (guarantee != DeliveryGuarantee.AT_LEAST_ONCE) {
      throw new IllegalArgumentException(
          "The delivery guarantee is "
              + guarantee
              + ", expected AT_LEAST_ONCE: ScyllaDB has no transactions that a checkpoint could"
              + " commit. With a write timestamp from the record the table's content is the same as"
              + " with exactly-once.");
    }
    return this;
  }

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException with all faults of the options
   */
  public ScyllaSink<T> build() {
    Checked<T> checked = check();
    return new ScyllaSink<>(checked.settings(), checked.target(), refusedRows);
  }

  @Override
  ScyllaSinkBuilder<T> self() {
    return this;
  }
}
