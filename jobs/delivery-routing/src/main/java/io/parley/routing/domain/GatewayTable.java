package io.parley.routing.domain;

import io.parley.common.memory.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The gateways and whether they live. A session lives as long as the incarnation of its gateway.
 * The table is asked when an event, a retry or a push needs the answer, so an idle session has no
 * timer, no record and no write.
 */
public final class GatewayTable {

  /** Whether a session is live. */
  enum Life {
    /** Its gateway lives. */
    LIVE,
    /**
     * Its gateway has given no sign of life for a lease. If the gateway comes back, the session
     * goes on.
     */
    SILENT,
    /** Its gateway's incarnation has ended for good. */
    ENDED
  }

  /** After this many leases without a sign of life a gateway is not expected back. */
  private static final int LEASES_UNTIL_ENDED = 20;

  private final Table<String, Gateway> gateways;
  private final long leaseMillis;

  /**
   * A table over state.
   *
   * @param gateways by id, in a plain map or in Flink's broadcast state
   */
  public GatewayTable(Table<String, Gateway> gateways, long leaseMillis) {
    this.gateways = gateways;
    this.leaseMillis = leaseMillis;
  }

  /**
   * Takes in a sign of life. The first sign of a new gateway removes the gateways that have ended.
   */
  public void apply(GatewaySign sign, InputTime time) {
    Gateway known = gateways.get(sign.gatewayId());
    Gateway changed = Gateway.after(known, sign, time.now());
    if (changed.equals(known)) {
      return;
    }
    gateways.put(sign.gatewayId(), changed);
    if (known == null) {
      sweep(time);
    }
  }

  private void sweep(InputTime time) {
    for (Map.Entry<String, Gateway> gateway : gateways.entries()) {
      if (silence(gateway.getValue().lastSign(), time) == Life.ENDED) {
        gateways.remove(gateway.getKey());
      }
    }
  }

  /** Whether the session of a device is live. A device without a session counts as ended. */
  Life lifeOf(Device device, InputTime time) {
    if (!device.connected()) {
      return Life.ENDED;
    }
    Gateway gateway = gateways.get(device.gatewayId());
    if (gateway == null || gateway.incarnation() < device.incarnation()) {
      // The gateways' topic is read apart from the sessions': the sign may be on its way.
      return silence(device.since(), time);
    }
    if (gateway.incarnation() > device.incarnation() || gateway.down()) {
      return Life.ENDED;
    }
    return silence(gateway.lastSign(), time);
  }

  private Life silence(long lastSign, InputTime time) {
    long since = Math.max(lastSign, time.jumpedTo());
    if (!time.hasPassed(since + leaseMillis)) {
      return Life.LIVE;
    }
    return time.hasPassed(since + LEASES_UNTIL_ENDED * leaseMillis) ? Life.ENDED : Life.SILENT;
  }

  /** The gateways that live. */
  public List<String> live(InputTime time) {
    List<String> live = new ArrayList<>();
    for (Map.Entry<String, Gateway> entry : gateways.entries()) {
      Gateway gateway = entry.getValue();
      if (!gateway.down() && silence(gateway.lastSign(), time) == Life.LIVE) {
        live.add(entry.getKey());
      }
    }
    return live;
  }
}
