package io.parley.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What every type must fulfil whose values may be in a savepoint. */
public final class SavedType {

  private static final int INITIAL_BYTES = 64;

  private SavedType() {}

  /**
   * Checks that a savepoint with the value can be read by the serializer that its snapshot
   * restores, and that the type needs no Kryo.
   */
  public static <T> void assertCanBeRead(TypeInformation<T> type, T value) throws Exception {
    TypeSerializer<T> serializer = serializer(type);
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    serializer.serialize(value, out);

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    TypeSerializerSnapshot<T> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(in, SavedType.class.getClassLoader());

    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
    assertThat(snapshot.restoreSerializer().deserialize(in)).isEqualTo(value);
  }

  /** The serializer of a type; Kryo is refused. */
  public static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    SerializerConfigImpl withoutKryo = new SerializerConfigImpl();
    withoutKryo.setGenericTypes(false);
    return type.createSerializer(withoutKryo);
  }
}
