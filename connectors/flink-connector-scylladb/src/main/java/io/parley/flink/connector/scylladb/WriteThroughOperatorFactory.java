package io.parley.flink.connector.scylladb;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Creates a {@link WriteThroughOperator} for each subtask. */
final class WriteThroughOperatorFactory<T> extends AbstractStreamOperatorFactory<T>
    implements OneInputStreamOperatorFactory<T, T> {

  private final WriteSettings settings;
  private final WriteTarget.Factory<T> target;
  private final RefusalOutput<T> refusals;

  WriteThroughOperatorFactory(
      WriteSettings settings, WriteTarget.Factory<T> target, RefusalOutput<T> refusals) {
    this.settings = settings;
    this.target = target;
    this.refusals = refusals;
  }

  @Override
  // The interface lets the caller name the operator's type.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <O extends StreamOperator<T>> O createStreamOperator(
      StreamOperatorParameters<T> parameters) {
    return (O) new WriteThroughOperator<Object, T>(parameters, settings, target, refusals);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return WriteThroughOperator.class;
  }
}
