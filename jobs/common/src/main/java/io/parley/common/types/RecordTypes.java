package io.parley.common.types;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Type information that Flink cannot find by itself. */
public final class RecordTypes {

  private RecordTypes() {}

  /** A record generated from an Avro schema. In state it survives a compatible schema change. */
  public static <T extends SpecificRecord> TypeInformation<T> avro(Class<T> type) {
    return new AvroRecordType<>(type);
  }

  /**
   * A Java record with type parameters.
   *
   * @param type the raw class
   * @param fields the type of every component, by its name
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no class literal for a generic type
  public static <T> TypeInformation<T> generic(
      Class<?> type, Map<String, TypeInformation<?>> fields) {
    return (TypeInformation<T>) Types.POJO((Class) type, fields);
  }
}
