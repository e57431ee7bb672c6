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
 * A decoder that turns the value of a Kafka record into a record of one type, or into the reason
 * why it could not be decoded. It is strict: the bytes must be exactly one record, all strings
 * valid UTF-8, and all lengths within the limits.
 *
 * <p>The schemas of writer and reader may differ as far as Avro's schema resolution allows. The
 * decoder keeps one reader per schema id, so only the first record of an id costs a request. For
 * one thread.
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
    // Checked here, so that a class that Avro does not trust fails the program and not every
    // record.
    ClassSecurityValidator.validate(type);
    return new RecordDecoder<>(
        new WriterSchemas<>(
            SpecificData.get().getSchema(type),
            type.getClassLoader(),
            registry,
            unknownFor,
            nanoClock));
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
      // Only the bytes can be at fault, because schema and class were checked before.
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
