package io.parley.common.registry;

import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * The schemas of one subject by their ids, all of them known before the first record. A record of a
 * topic is written with a schema of the topic's subject, so any other id is garbage. This tells
 * three things apart that look alike to a single question:
 *
 * <ul>
 *   <li><b>Garbage.</b> An id that the registry cannot have given ({@link #MOST_NEW_IDS} beyond the
 *       newest known id) is refused without a question. Another unknown id may be a version that
 *       was registered a moment ago, so the list is fetched again, unless it is younger than the
 *       record: a schema is registered before a record is written with it. At most {@link
 *       #MOST_FETCHES_PER_SECOND} lists are fetched in a second. A list answers for every record
 *       that was written before it, so a flood of random ids delays a task by the pause between two
 *       lists and not by the number of its records.
 *   <li><b>An outage.</b> A question without an answer is asked again by the lookup below this one
 *       ({@link PatientSchemaLookup}).
 *   <li><b>A registry that lost its content.</b> If a list lacks a schema that was there before, or
 *       has another under its id, {@link RegistryLostSchemasException} is thrown.
 * </ul>
 *
 * <p>For one thread.
 */
public final class SubjectSchemas implements SchemaLookup, AutoCloseable {

  /** Ids are given in rising order; between two versions of a subject there may be others. */
  static final int MOST_NEW_IDS = 100_000;

  static final int MOST_FETCHES_PER_SECOND = 5;

  private static final Duration BETWEEN_FETCHES =
      Duration.ofSeconds(1).dividedBy(MOST_FETCHES_PER_SECOND);

  private final String subject;
  private final SchemaLookup registry;
  private final Pause pause;
  private final LongSupplier clockMillis;

  private final Map<Integer, RegisteredSchema> byId = new TreeMap<>();
  private final Map<Integer, String> digests = new TreeMap<>();
  private long fetchedAt;
  private long recordTime;
  private long brokerAhead;

  SubjectSchemas(String subject, SchemaLookup registry, Pause pause, LongSupplier clockMillis) {
    this.subject = subject;
    this.registry = registry;
    this.pause = pause;
    this.clockMillis = clockMillis;
  }

  /**
   * The schemas of a subject.
   *
   * @param registry waits through outages; is closed with this object
   */
  public static SubjectSchemas of(String subject, SchemaLookup registry) {
    return new SubjectSchemas(subject, registry, Pause.SLEEP, System::currentTimeMillis);
  }

  /**
   * Fetches the list for the first time.
   *
   * @param known what was known before, of this and other subjects
   * @throws RegistryLostSchemasException if something of that is gone
   * @throws IllegalStateException if the registry has no schema of the subject at all
   */
  public void load(Collection<KnownSchema> known) throws RegistryUnavailableException {
    known.stream()
        .filter(schema -> schema.subject().equals(subject))
        .forEach(schema -> digests.put(schema.id(), schema.digest()));
    fetch();
    if (byId.isEmpty()) {
      throw new IllegalStateException(
          "The registry has no schema of subject %s: no record of the topic can be read. Run the deploy step that registers the schemas, then start again."
              .formatted(subject));
    }
  }

  /** Whether {@link #load} was called. */
  public boolean isLoaded() {
    return !byId.isEmpty();
  }

  /** The schemas to save for the next start. */
  public List<KnownSchema> known() {
    return digests.entrySet().stream()
        .map(schema -> new KnownSchema(subject, schema.getKey(), schema.getValue()))
        .toList();
  }

  /**
   * Says which record is looked at next.
   *
   * @param writtenAt when the broker took the record, milliseconds since 1970
   */
  public void nextRecord(long writtenAt) {
    recordTime = writtenAt;
  }

  @Override
  public Optional<RegisteredSchema> schemaById(int id) throws RegistryUnavailableException {
    RegisteredSchema schema = byId.get(id);
    if (schema == null && isPossible(id) && !isListYoungerThanTheRecord()) {
      awaitTurn();
      fetch();
      schema = byId.get(id);
    }
    return Optional.ofNullable(schema);
  }

  private boolean isPossible(int id) {
    int newest = byId.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    return id > 0 && id <= (long) newest + MOST_NEW_IDS;
  }

  /** The broker's clock may be ahead of this one: as far as any record has shown. */
  private boolean isListYoungerThanTheRecord() {
    brokerAhead = Math.max(brokerAhead, recordTime - clockMillis.getAsLong());
    return recordTime - brokerAhead < fetchedAt;
  }

  private void awaitTurn() throws RegistryUnavailableException {
    long wait = fetchedAt + BETWEEN_FETCHES.toMillis() - clockMillis.getAsLong();
    if (wait > 0) {
      try {
        pause.of(Duration.ofMillis(Math.min(wait, BETWEEN_FETCHES.toMillis())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RegistryUnavailableException("Cancelled while it waited for its turn", e);
      }
    }
  }

  private void fetch() throws RegistryUnavailableException {
    long began = clockMillis.getAsLong();
    Map<Integer, RegisteredSchema> listed = registry.schemasOf(subject);
    fetchedAt = began;
    digests.forEach((id, digest) -> requireUnchanged(id, digest, listed.get(id)));
    byId.putAll(listed);
    listed.forEach((id, schema) -> digests.put(id, digest(schema)));
  }

  private void requireUnchanged(int id, String digest, RegisteredSchema listed) {
    if (listed == null || !digest(listed).equals(digest)) {
      throw new RegistryLostSchemasException(
          "The schema registry %s the schema that it had for subject %s under id %d. Records bear that id, and could not be read any more; none of them is at fault. The registry has probably lost its content. Restore its storage, ids included, then start the job again."
              .formatted(listed == null ? "no longer has" : "has changed", subject, id));
    }
  }

  private static String digest(RegisteredSchema schema) {
    try {
      byte[] text = canonical(schema.text()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  /** A registry may print a schema with other spaces; what is no Avro stays as it is. */
  private static String canonical(String text) {
    try {
      return new Schema.Parser().parse(text).toString();
    } catch (AvroRuntimeException e) {
      return text;
    }
  }

  @Override
  public OptionalInt idOf(String other, Schema schema) throws RegistryUnavailableException {
    return registry.idOf(other, schema);
  }

  @Override
  public Map<Integer, RegisteredSchema> schemasOf(String other)
      throws RegistryUnavailableException {
    return registry.schemasOf(other);
  }

  @Override
  public void close() throws IOException {
    if (registry instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("The connection to the schema registry did not close", e);
      }
    }
  }
}
