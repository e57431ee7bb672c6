package io.parley.routing.store;

import io.parley.common.options.DatabaseOptions;
import io.parley.flink.connector.scylladb.ScyllaSink;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.routing.domain.DeviceCursor;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * The table {@code device_cursors}, with the event up to which each device has acknowledged each
 * conversation.
 */
public final class DeviceCursorTable {

  private DeviceCursorTable() {}

  /**
   * The upsert of a row. The write timestamp comes from the cursor, so the furthest cursor wins in
   * whatever order rows are written.
   */
  public static Sink<DeviceCursor> sink(DatabaseOptions database) {
    return ScyllaSink.<DeviceCursor>builder()
        .options(database.connector())
        .upsert(
            ScyllaUpsert.of(
                "INSERT INTO %s.device_cursors (user_id, device_id, conversation_id, delivered_event_id, updated_at) VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?"
                    .formatted(database.keyspace()),
                (cursor, row) ->
                    row.setString("user_id", cursor.userId())
                        .setString("device_id", cursor.deviceId())
                        .setString("conversation_id", cursor.conversationId())
                        .setLong("delivered_event_id", cursor.eventId())
                        .setInstant("updated_at", Instant.ofEpochMilli(cursor.receivedAt())),
                cursor -> Snowflake.writeTimestampMicros(cursor.eventId())))
        .build();
  }
}
