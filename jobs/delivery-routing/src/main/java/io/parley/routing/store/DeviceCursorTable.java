package io.parley.routing.store;

import io.parley.common.options.DatabaseOptions;
import io.parley.flink.connector.scylladb.ScyllaSink;
import io.parley.flink.connector.scylladb.ScyllaUpsert;
import io.parley.routing.domain.DeviceCursor;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;
import org.apache.flink.api.connector.sink2.Sink;

/** The table {@code device_cursors}: how far each device has acknowledged. */
public final class DeviceCursorTable {

  private DeviceCursorTable() {}

  /**
   * Writes rows. The timestamp of a row comes from its cursor, so the furthest cursor wins in
   * whatever order they are written.
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
