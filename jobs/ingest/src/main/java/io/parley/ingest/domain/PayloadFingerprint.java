package io.parley.ingest.domain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Objects;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A fingerprint of a command's payload, which tells whether a repeated command has the same payload
 * as the first one.
 *
 * <p>It is the first eight bytes of a SHA-256 over the names and values of all fields that differ
 * from their default. Leaving defaults out keeps the fingerprint of a stored command valid when a
 * later schema version adds a field. Two payloads with the same fingerprint do not occur by
 * accident. A sender who makes them on purpose deceives nobody else.
 */
final class PayloadFingerprint {

  /** The fingerprint of a payload that this version of ingest does not know. */
  static final long OF_UNKNOWN = 0;

  private PayloadFingerprint() {}

  static long of(SpecificRecord payload) {
    try {
      // At once: fed byte by byte, the digest took a sixth of the time of the whole decision.
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writeRecord(payload, new DataOutputStream(bytes));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does no I/O", e);
    }
  }

  private static void writeRecord(SpecificRecord record, DataOutputStream out) throws IOException {
    writeText(record.getSchema().getFullName(), out);
    for (Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      boolean isDefault =
          field.hasDefaultValue()
              && Objects.equals(value, SpecificData.get().getDefaultValue(field));
      if (!isDefault) {
        writeText(field.name(), out);
        writeValue(value, out);
      }
    }
    writeText("", out);
  }

  private static void writeValue(Object value, DataOutputStream out) throws IOException {
    if (value instanceof SpecificRecord record) {
      writeRecord(record, out);
    } else if (value instanceof Collection<?> items) {
      out.writeInt(items.size());
      for (Object item : items) {
        writeValue(item, out);
      }
    } else {
      writeText(String.valueOf(value), out);
    }
  }

  /** Adds a text with its length first, so that no two sequences of texts give the same bytes. */
  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
