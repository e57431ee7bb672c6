package io.parley.common.decode;

import io.parley.common.kafka.SourceRecord;
import io.parley.common.types.RecordTypes;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A decoded record with its original.
 *
 * @param source the bytes and coordinates, for a dead letter further on. Before a shuffle map the
 *     record to the needed fields, or the bytes travel twice
 */
public record Incoming<T extends SpecificRecord>(SourceRecord source, T value) {

  /** Its type in Flink, for {@code returns(...)}. */
  public static <T extends SpecificRecord> TypeInformation<Incoming<T>> typeOf(Class<T> value) {
    return RecordTypes.generic(
        Incoming.class,
        Map.of("source", TypeInformation.of(SourceRecord.class), "value", RecordTypes.avro(value)));
  }
}
