package io.parley.schemas.wire;

import io.parley.schemas.wire.SchemaLookup.RegisteredSchema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.io.DatumReader;

/**
 * A cache of readers, one per schema with which records were written, by schema id.
 *
 * <p>A schema never changes under its id, so a schema that was found stays in the cache. The answer
 * "there is no such schema" is forgotten after {@link #UNKNOWN_FOR}, so that an id that is
 * registered later becomes readable. That time is short, because records of the new id are refused
 * until it has passed. It is long enough that a flood of records with one unknown id costs one
 * request per second. The cache keeps the {@link #MAX_CACHED} ids that were used last, so a flood
 * of different ids costs requests and not memory.
 */
final class WriterSchemas<T> {

  static final int MAX_CACHED = 1_000;
  static final Duration UNKNOWN_FOR = Duration.ofSeconds(1);

  /** Either a reader, or the reason why records with this schema are refused. */
  record Resolution<T>(
      Optional<DatumReader<T>> reader, Optional<Decoding.Undecodable<T>> refusal, long foundAt) {}

  private final Schema readerSchema;
  private final ClassLoader recordClasses;
  private final SchemaLookup registry;
  private final Duration unknownFor;
  private final LongSupplier nanoClock;

  private final Map<Integer, Resolution<T>> byId =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Resolution<T>> eldest) {
          return size() > MAX_CACHED;
        }
      };

  WriterSchemas(
      Schema readerSchema,
      ClassLoader recordClasses,
      SchemaLookup registry,
      Duration unknownFor,
      LongSupplier nanoClock) {
    this.readerSchema = readerSchema;
    this.recordClasses = recordClasses;
    this.registry = registry;
    this.unknownFor = unknownFor;
    this.nanoClock = nanoClock;
  }

  Resolution<T> resolve(int id) throws RegistryUnavailableException {
    Resolution<T> cached = byId.get(id);
    if (cached != null && !isForgotten(cached)) {
      return cached;
    }
    Resolution<T> found = lookUp(id);
    byId.put(id, found);
    return found;
  }

  private boolean isForgotten(Resolution<T> cached) {
    return cached.refusal().isPresent()
        && cached.refusal().get().reason() == UndecodableReason.UNKNOWN_SCHEMA_ID
        && nanoClock.getAsLong() - cached.foundAt() >= unknownFor.toNanos();
  }

  private Resolution<T> lookUp(int id) throws RegistryUnavailableException {
    Optional<RegisteredSchema> registered = registry.schemaById(id);
    if (registered.isEmpty()) {
      return refused(
          UndecodableReason.UNKNOWN_SCHEMA_ID, "the registry has no schema with id " + id);
    }
    if (!registered.get().type().equals("AVRO")) {
      return mismatch(id, "is of type " + registered.get().type() + ", not AVRO");
    }
    Schema writerSchema;
    try {
      writerSchema = new Schema.Parser().parse(registered.get().text());
    } catch (AvroRuntimeException e) {
      return mismatch(id, "cannot be parsed, or refers to schemas outside itself");
    }
    return readerFor(id, writerSchema);
  }

  private Resolution<T> readerFor(int id, Schema writerSchema) {
    SchemaPairCompatibility compatibility =
        SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema);
    if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
      String problems =
          compatibility.getResult().getIncompatibilities().stream()
              .map(problem -> problem.getType() + " at " + problem.getLocation())
              .collect(Collectors.joining(", "));
      return mismatch(
          id,
          "(%s) cannot be read as %s: %s"
              .formatted(writerSchema.getFullName(), readerSchema.getFullName(), problems));
    }
    return new Resolution<>(
        Optional.of(new StrictDatumReader<>(writerSchema, readerSchema, recordClasses)),
        Optional.empty(),
        nanoClock.getAsLong());
  }

  private Resolution<T> mismatch(int id, String problem) {
    return refused(UndecodableReason.SCHEMA_MISMATCH, "the schema with id " + id + " " + problem);
  }

  private Resolution<T> refused(UndecodableReason reason, String detail) {
    return new Resolution<>(
        Optional.empty(),
        Optional.of(new Decoding.Undecodable<>(reason, detail)),
        nanoClock.getAsLong());
  }
}
