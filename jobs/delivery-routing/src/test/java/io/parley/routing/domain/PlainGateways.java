package io.parley.routing.domain;

import java.util.HashMap;
import java.util.Map;

/** Gateways in a map. */
final class PlainGateways implements GatewayTable.Entries {

  final Map<String, Gateway> map = new HashMap<>();

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
