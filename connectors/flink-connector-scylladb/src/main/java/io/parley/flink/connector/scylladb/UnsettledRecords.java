package io.parley.flink.connector.scylladb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The bytes in which a checkpoint keeps the records that {@link ScyllaSinkWriter} had not settled:
 * the snapshot of their serializer, their number, and the records. The snapshot is there because
 * Flink keeps none for the state of a sink. With it a job whose record type has evolved can read
 * them, as it can read its keyed state.
 */
final class UnsettledRecords {

  private static final int INITIAL_BYTES = 512;

  private UnsettledRecords() {}

  static <T> byte[] write(List<T> records, TypeSerializer<T> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    out.writeInt(records.size());
    for (T record : records) {
      serializer.serialize(record, out);
    }
    return out.getCopyOfBuffer();
  }

  /**
   * Reads the records back.
   *
   * @param current the serializer of the job that runs now
   * @throws IOException if the job's record type is not compatible with that of the checkpoint
   */
  static <T> List<T> read(byte[] bytes, TypeSerializer<T> current, ClassLoader classes)
      throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    TypeSerializerSnapshot<T> written = TypeSerializerSnapshot.readVersionedSnapshot(in, classes);
    if (current.snapshotConfiguration().resolveSchemaCompatibility(written).isIncompatible()) {
      throw new IOException(
          "The checkpoint has records that were not written yet, of a type that %s cannot read any more. Start the job once as it was and without new input, wait until its metric scylladb.pendingRecords is 0, and stop it with a savepoint that does not drain."
              .formatted(current));
    }
    TypeSerializer<T> serializer = written.restoreSerializer();
    List<T> records = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      records.add(serializer.deserialize(in));
    }
    return records;
  }

  /** Stores the bytes as they are. */
  static SimpleVersionedSerializer<byte[]> asTheyAre() {
    return new AsTheyAre();
  }

  private static final class AsTheyAre implements SimpleVersionedSerializer<byte[]> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(byte[] bytes) {
      return bytes;
    }

    @Override
    public byte[] deserialize(int version, byte[] bytes) throws IOException {
      if (version != VERSION) {
        throw new IOException(
            "The sink's state has version %d, expected %d: it is of a later connector."
                .formatted(version, VERSION));
      }
      return bytes;
    }
  }
}
