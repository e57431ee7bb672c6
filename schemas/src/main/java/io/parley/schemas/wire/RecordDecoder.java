package io.parley.schemas.wire;

import io.parley.schemas.wire.Decoding.Decoded;
import io.parley.schemas.wire.Decoding.Undecodable;
import io.parley.schemas.wire.StrictDatumReader.InvalidUtf8Exception;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.avro.SystemLimitException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Turns the value of a Kafka record into one record of a type, or into the reason why it is none.
 * Strict: the bytes are exactly one record, all strings are valid UTF-8, all lengths are within the
 * limits.
 *
 * <p>Writer's and reader's schema may differ as far as Avro's schema resolution goes. A reader is
 * kept for each schema id, so that after the first record of an id no request and no schema work is
 * done. For one thread.
 */
public final class RecordDecoder<T extends SpecificRecord> {

  private final WriterSchemas<T> writerSchemas;
  private BinaryDecoder reused;

  private RecordDecoder(WriterSchemas<T> writerSchemas) {
    this.writerSchemas = writerSchemas;
  }

  /** A decoder for records of a generated class. */
  public static <T extends SpecificRecord> RecordDecoder<T> of(
      Class<T> type, SchemaLookup registry) {
    return of(type, registry, WriterSchemas.UNKNOWN_FOR, System::nanoTime);
  }

  /**
   * A decoder for records of a generated class, whose lookup itself knows which schemas there are:
   * it is asked again each time about one that it does not have.
   */
  public static <T extends SpecificRecord> RecordDecoder<T> ofKnownSchemas(
      Class<T> type, SchemaLookup known) {
    return of(type, known, Duration.ZERO, System::nanoTime);
  }

  static <T extends SpecificRecord> RecordDecoder<T> of(
      Class<T> type, SchemaLookup registry, LongSupplier nanoClock) {
    return of(type, registry, WriterSchemas.UNKNOWN_FOR, nanoClock);
  }

  private static <T extends SpecificRecord> RecordDecoder<T> of(
      Class<T> type, SchemaLookup registry, Duration unknownFor, LongSupplier nanoClock) {
    AvroSafety.apply();
    // Here, so that a class Avro does not trust is a fault of the program and not of every record.
    ClassSecurityValidator.validate(type);
    return new RecordDecoder<>(
        new WriterSchemas<>(
            SpecificData.get().getSchema(type), type.getClassLoader(), registry, unknownFor, nanoClock));
  }

  /**
   * Decodes a value.
   *
   * @param value magic byte, schema id, record; may be null, which is {@link
   *     UndecodableReason#EMPTY}
   * @throws RegistryUnavailableException if the writer's schema is needed and the registry gives no
   *     answer: retry
   */
  public Decoding<T> decode(byte[] value) throws RegistryUnavailableException {
    if (value == null || value.length == 0) {
      return new Undecodable<>(UndecodableReason.EMPTY, "no value");
    }
    if (value[0] != WireFormat.MAGIC) {
      return new Undecodable<>(
          UndecodableReason.WRONG_MAGIC, "first byte is " + value[0] + ", expected 0");
    }
    if (value.length < WireFormat.HEADER_BYTES) {
      return new Undecodable<>(
          UndecodableReason.TOO_SHORT,
          value.length + " bytes, expected at least " + WireFormat.HEADER_BYTES);
    }
    WriterSchemas.Resolution<T> writerSchema = writerSchemas.resolve(WireFormat.schemaId(value));
    if (writerSchema.refusal().isPresent()) {
      return writerSchema.refusal().get();
    }
    return read(writerSchema.reader().orElseThrow(), value);
  }

  private Decoding<T> read(DatumReader<T> reader, byte[] value) {
    reused =
        DecoderFactory.get()
            .binaryDecoder(
                value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, reused);
    try {
      T record = reader.read(null, reused);
      if (!reused.isEnd()) {
        return new Undecodable<>(
            UndecodableReason.TRAILING_BYTES,
            reused.inputStream().available() + " bytes after the end of the record");
      }
      return new Decoded<>(record);
    } catch (IOException | RuntimeException e) {
      // Nothing but the bytes can be at fault: schema and class were checked before.
      return new Undecodable<>(reasonOf(e), String.valueOf(e.getMessage()));
    }
  }

  private static UndecodableReason reasonOf(Exception e) {
    if (e instanceof InvalidUtf8Exception) {
      return UndecodableReason.INVALID_UTF8;
    }
    if (e instanceof EOFException) {
      return UndecodableReason.TRUNCATED;
    }
    // Avro's own ceiling, just below 2 GiB, is an UnsupportedOperationException.
    if (e instanceof SystemLimitException || e instanceof UnsupportedOperationException) {
      return UndecodableReason.LIMIT_EXCEEDED;
    }
    return UndecodableReason.MALFORMED;
  }
}
