package io.parley.routing.operator;

import io.parley.common.memory.Cell;
import io.parley.common.memory.FlinkCell;
import io.parley.common.memory.FlinkTable;
import io.parley.common.memory.Table;
import io.parley.routing.domain.UserMemory;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The state of one user in Flink's keyed state. Key: user_id. */
final class UserState implements UserMemory {

  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private final Cell<byte[]> user;
  private final Table<String, byte[]> overflow;
  private final Table<String, byte[]> large;

  /**
   * @param expiry a user without any input for this long is forgotten
   */
  UserState(RuntimeContext runtime, Duration expiry) {
    // Bound: routing.devices.max devices and 8 open conversations. Cleared with the last of them.
    // Expires: twice routing.devices.retention after the last change, so after the retention that
    // the decisions know; a session that is silent for that long is forgotten with its user.
    ValueStateDescriptor<byte[]> users = new ValueStateDescriptor<>("user", BYTES);
    expiring(users, expiry);
    user = new FlinkCell<>(runtime.getState(users));

    // Bound: the user's open conversations beyond 8. OpenConversations removes one when nothing is
    // open in it. Expires: as above.
    MapStateDescriptor<String, byte[]> more =
        new MapStateDescriptor<>("open-conversations", Types.STRING, BYTES);
    expiring(more, expiry);
    overflow = new FlinkTable<>(runtime.getMapState(more));

    // Bound: the user's large conversations, one number for each device. LargeMemberships removes
    // one when the user leaves or the conversation shrinks. Lives as long as the membership.
    large =
        new FlinkTable<>(
            runtime.getMapState(
                new MapStateDescriptor<>("large-conversations", Types.STRING, BYTES)));
  }

  private static void expiring(StateDescriptor<?, ?> descriptor, Duration expiry) {
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(expiry).cleanupInRocksdbCompactFilter(10_000).build());
  }

  @Override
  public Cell<byte[]> user() {
    return user;
  }

  @Override
  public Table<String, byte[]> overflow() {
    return overflow;
  }

  @Override
  public Table<String, byte[]> large() {
    return large;
  }
}
