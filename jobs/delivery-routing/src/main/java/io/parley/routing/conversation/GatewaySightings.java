package io.parley.routing.conversation;

import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Thins sessions out to sightings of their gateways: at most one a gateway, subtask and interval. A
 * gateway that was not known passes at once.
 *
 * <p>What was passed on lately is remembered in plain memory. To lose it costs one sighting more.
 */
public final class GatewaySightings extends ProcessFunction<SessionEvent, GatewaySighting> {

  private final long intervalMillis;
  private transient Map<String, Long> passedOn;
  private transient long cleanedAt;

  public GatewaySightings(Duration interval) {
    this.intervalMillis = interval.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    passedOn = new HashMap<>();
  }

  @Override
  public void processElement(
      SessionEvent session, Context context, Collector<GatewaySighting> out) {
    long now = context.timerService().currentProcessingTime();
    if (now - cleanedAt >= intervalMillis) {
      passedOn.values().removeIf(last -> now - last >= intervalMillis);
      cleanedAt = now;
    }
    boolean lives =
        session.getState() == SessionState.CONNECTED
            || session.getState() == SessionState.HEARTBEAT;
    if (lives && passedOn.putIfAbsent(session.getGatewayId(), now) == null) {
      out.collect(new GatewaySighting(session.getGatewayId(), now));
    }
  }
}
