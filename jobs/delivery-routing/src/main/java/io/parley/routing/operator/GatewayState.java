package io.parley.routing.operator;

import io.parley.common.memory.Table;
import io.parley.routing.domain.Gateway;
import io.parley.routing.domain.GatewayTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * The gateways in Flink's broadcast state. Every task has all of them in its heap. They are few,
 * and each writes a sign of life every two seconds. The alternative, a look-up in a keyed operator,
 * would put a hop between an event and its delivery.
 */
public final class GatewayState implements Table<String, Gateway> {

  /**
   * The gateways by gateway_id. Bound: the number of gateways. A new gateway removes those that
   * have been silent for twenty leases ({@link GatewayTable}). The state is the same in every
   * subtask, apart from the moment at which each has read a sign.
   */
  public static final MapStateDescriptor<String, Gateway> DESCRIPTOR =
      new MapStateDescriptor<>("gateways", Types.STRING, TypeInformation.of(Gateway.class));

  private ReadOnlyBroadcastState<String, Gateway> state;

  /** The state as a keyed element sees it, read-only. */
  void use(ReadOnlyBroadcastState<String, Gateway> current) {
    state = current;
  }

  @Override
  public Gateway get(String gatewayId) {
    try {
      return state.get(gatewayId);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void put(String gatewayId, Gateway gateway) {
    try {
      writable().put(gatewayId, gateway);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void remove(String gatewayId) {
    try {
      writable().remove(gatewayId);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  /**
   * The state as a broadcast element sees it. Only such an element may change it, so that it stays
   * the same in all tasks.
   */
  private BroadcastState<String, Gateway> writable() {
    return (BroadcastState<String, Gateway>) state;
  }

  @Override
  public void clear() {
    writable().clear();
  }

  @Override
  public List<Map.Entry<String, Gateway>> entries() {
    try {
      List<Map.Entry<String, Gateway>> entries = new ArrayList<>();
      state.immutableEntries().forEach(entries::add);
      return entries;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  private static FlinkRuntimeException failed(Exception cause) {
    return new FlinkRuntimeException("The state backend failed; the task restarts.", cause);
  }
}
