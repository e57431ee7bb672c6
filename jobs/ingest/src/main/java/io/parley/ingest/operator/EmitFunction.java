package io.parley.ingest.operator;

import io.parley.common.kafka.Outgoing;
import io.parley.common.metrics.LatencyHistogram;
import io.parley.ingest.domain.Decided;
import io.parley.ingest.topics.Emission;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.Snowflake;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns a durable command into the records of the topics: the event, if there is one, then the ack.
 *
 * <p>Metric: {@code sendToDurableMs}, from the moment the broker took the command to the moment its
 * row was acknowledged. Only this metric reads a clock.
 */
public final class EmitFunction extends ProcessFunction<Decided, Emission>
    implements ResultTypeQueryable<Emission> {

  private transient LatencyHistogram sendToDurable;

  @Override
  public void open(OpenContext context) {
    sendToDurable = new LatencyHistogram(getRuntimeContext().getMetricGroup(), "sendToDurableMs");
  }

  @Override
  public void processElement(Decided decided, Context context, Collector<Emission> out) {
    long time = Snowflake.unixMillis(decided.id());
    ConversationEvent event = decided.event();
    if (event != null) {
      long now = context.timerService().currentProcessingTime();
      sendToDurable.update(now - event.getCommandAppendedAt());
      out.collect(
          new Emission(
              new Outgoing<>(event.getConversationId(), event, time, decided.traceparent()), null));
    }
    CommandAck ack = decided.ack();
    out.collect(
        new Emission(null, new Outgoing<>(ack.getGatewayId(), ack, time, decided.traceparent())));
  }

  @Override
  public TypeInformation<Emission> getProducedType() {
    return Emission.type();
  }
}
