package io.parley.routing.device;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/**
 * After how long Flink drops what nobody cleared, counted from the last write.
 *
 * @param devices known devices; what only names pending events lives a day longer
 * @param events stored events; a device that comes later fetches them
 * @param settled marks of receipts
 */
public record Retention(Duration devices, Duration events, Duration settled)
    implements Serializable {

  StateTtlConfig ofDevices() {
    return StateTtlConfig.newBuilder(devices).build();
  }

  /** Longer than {@link #ofDevices}: a known device must find what waits for it. */
  StateTtlConfig ofLanes() {
    return StateTtlConfig.newBuilder(devices.plusDays(1)).build();
  }

  StateTtlConfig ofEvents() {
    return StateTtlConfig.newBuilder(events).build();
  }

  StateTtlConfig ofSettled() {
    return StateTtlConfig.newBuilder(settled).build();
  }
}
