package io.parley.routing.domain;

import java.util.Map;
import java.util.TreeMap;

/** Gateways in a map, in the order of their ids: for use without Flink. */
public final class PlainGateways implements GatewayTable.Entries {

  final Map<String, Gateway> map = new TreeMap<>();

  /** A copy with a map of its own. */
  public PlainGateways copy() {
    PlainGateways copy = new PlainGateways();
    copy.map.putAll(map);
    return copy;
  }

  @Override
  public Gateway get(String gatewayId) {
    return map.get(gatewayId);
  }

  @Override
  public void put(String gatewayId, Gateway gateway) {
    map.put(gatewayId, gateway);
  }

  @Override
  public void remove(String gatewayId) {
    map.remove(gatewayId);
  }

  @Override
  public Iterable<Map.Entry<String, Gateway>> all() {
    return map.entrySet();
  }
}
