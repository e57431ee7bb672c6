package io.parley.common.kafka;

import io.parley.common.types.RecordTypes;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A record on its way to a topic.
 *
 * @param key decides the partition
 * @param value null is a tombstone, which deletes the key from a compacted topic
 * @param timestamp event time, milliseconds since the Unix epoch
 * @param traceparent the trace context of the record that caused this one, or null
 */
public record Outgoing<V extends SpecificRecord>(
    String key, V value, long timestamp, String traceparent) {

  /** The type for {@code returns(...)} and output tags. */
  public static <V extends SpecificRecord> TypeInformation<Outgoing<V>> typeOf(Class<V> value) {
    return RecordTypes.generic(
        Outgoing.class,
        Map.of(
            "key", Types.STRING,
            "value", RecordTypes.avro(value),
            "timestamp", Types.LONG,
            "traceparent", Types.STRING));
  }
}
