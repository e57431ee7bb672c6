package io.parley.routing.topics;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes {@link Delivery} records in Avro's binary encoding, around an event, status or cursor that
 * is encoded already. The generated class would decode and encode the event again for every device.
 * The order of the fields is the schema's; a test compares each kind with what the generated class
 * reads. For one thread.
 */
public final class DeliveryWriter {

  private static final Schema KINDS = DeliveryKind.getClassSchema();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private BinaryEncoder encoder;

  /** Hands one event to one session. */
  public byte[] direct(
      String gateway, String conversation, String user, String device, long epoch, byte[] event) {
    Fields fields = new Fields(DeliveryKind.DIRECT, gateway, conversation);
    fields.user = user;
    fields.device = device;
    fields.epoch = epoch;
    fields.event = event;
    return write(fields);
  }

  /**
   * Brings one session up to date.
   *
   * @param upTo null for a large conversation
   */
  public byte[] sync(
      String gateway,
      String conversation,
      String user,
      String device,
      long epoch,
      long after,
      Long upTo,
      int attempt) {
    Fields fields = new Fields(DeliveryKind.SYNC, gateway, conversation);
    fields.user = user;
    fields.device = device;
    fields.epoch = epoch;
    fields.attempt = attempt;
    fields.after = after;
    fields.upTo = upTo;
    return write(fields);
  }

  /** Hands one event to all sessions of a gateway that asked for broadcasts. */
  public byte[] broadcast(String gateway, String conversation, byte[] event) {
    Fields fields = new Fields(DeliveryKind.BROADCAST, gateway, conversation);
    fields.event = event;
    return write(fields);
  }

  /** Tells the sender of a message its status. */
  public byte[] status(String gateway, String conversation, String user, byte[] status) {
    Fields fields = new Fields(DeliveryKind.STATUS, gateway, conversation);
    fields.user = user;
    fields.status = status;
    return write(fields);
  }

  /** Tells a user's devices how far the user has read. */
  public byte[] cursor(String gateway, String conversation, String user, byte[] cursor) {
    Fields fields = new Fields(DeliveryKind.CURSOR, gateway, conversation);
    fields.user = user;
    fields.cursor = cursor;
    return write(fields);
  }

  private byte[] write(Fields fields) {
    bytes.reset();
    encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
    try {
      encoder.writeString(fields.gateway);
      encoder.writeEnum(KINDS.getEnumOrdinal(fields.kind.name()));
      encoder.writeString(fields.conversation);
      writeText(fields.user);
      writeText(fields.device);
      writeNumber(fields.epoch);
      encoder.writeInt(fields.attempt);
      writeNumber(fields.after);
      writeNumber(fields.upTo);
      writeRecord(fields.event);
      writeRecord(fields.status);
      writeRecord(fields.cursor);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private void writeText(String value) throws IOException {
    encoder.writeIndex(value == null ? 0 : 1);
    if (value != null) {
      encoder.writeString(value);
    }
  }

  private void writeNumber(Long value) throws IOException {
    encoder.writeIndex(value == null ? 0 : 1);
    if (value != null) {
      encoder.writeLong(value);
    }
  }

  private void writeRecord(byte[] encoded) throws IOException {
    encoder.writeIndex(encoded == null ? 0 : 1);
    if (encoded != null) {
      encoder.writeFixed(encoded);
    }
  }

  private static final class Fields {
    final DeliveryKind kind;
    final String gateway;
    final String conversation;
    String user;
    String device;
    Long epoch;
    int attempt;
    Long after;
    Long upTo;
    byte[] event;
    byte[] status;
    byte[] cursor;

    Fields(DeliveryKind kind, String gateway, String conversation) {
      this.kind = kind;
      this.gateway = gateway;
      this.conversation = conversation;
    }
  }
}
