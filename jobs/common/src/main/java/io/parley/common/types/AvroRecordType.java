package io.parley.common.types;

import io.parley.schemas.wire.AvroSafety;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;

/**
 * The type of generated Avro records.
 *
 * <p>Flink's own {@code AvroTypeInfo} will not do, for two reasons: it takes a record apart by its
 * setters, and our records have none; and its serializer does not make Avro safe before it uses it.
 * Ours does so in every JVM that receives one.
 */
final class AvroRecordType<T extends SpecificRecord> extends TypeInformation<T> {

  private final Class<T> type;

  AvroRecordType(Class<T> type) {
    this.type = type;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new SafeAvroSerializer<>(type);
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public Map<String, TypeInformation<?>> getGenericParameters() {
    return Map.of();
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof AvroRecordType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvroRecordType<?> that && type == that.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return "Avro<" + type.getSimpleName() + ">";
  }

  /** Flink's serializer, in a JVM where Avro has been made safe. */
  private static final class SafeAvroSerializer<T extends SpecificRecord>
      extends AvroSerializer<T> {

    static {
      AvroSafety.apply();
    }

    SafeAvroSerializer(Class<T> type) {
      super(type);
    }

    @Override
    public TypeSerializer<T> duplicate() {
      return new SafeAvroSerializer<>(getType());
    }
  }
}
