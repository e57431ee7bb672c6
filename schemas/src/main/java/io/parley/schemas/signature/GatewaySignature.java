package io.parley.schemas.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A signature as it stands in the header {@code parley-signature}. The package comment has its
 * form.
 *
 * @param gatewayId who claims to have signed
 * @param keyId with which of its keys
 * @param timeMillis when, by the gateway's clock
 * @param mac over the record and all of the above
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GatewaySignature(String gatewayId, String keyId, long timeMillis, byte[] mac) {

  /** The name of the header. */
  public static final String HEADER = "parley-signature";

  private static final String VERSION = "v1";
  private static final String SEPARATOR = ";";
  private static final int PARTS = 5;
  private static final int MAC_BYTES = 32;

  /** Longer than any valid header, so that nobody can make a reader work on a huge one. */
  public static final int MOST_BYTES = 256;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** Signs a record. */
  public static GatewaySignature sign(SignedRecord record, SigningKey key, long timeMillis) {
    return new GatewaySignature(
        key.gatewayId(), key.keyId(), timeMillis, record.mac(key, timeMillis));
  }

  /** Signs a record that is complete otherwise, and adds the header to it. */
  public static void addTo(ProducerRecord<byte[], byte[]> record, SigningKey key, long timeMillis) {
    SignedRecord signed = new SignedRecord(record.topic(), record.key(), record.value());
    record.headers().add(HEADER, sign(signed, key, timeMillis).header());
  }

  /** Reads a header; empty if it is missing or has another form. */
  public static Optional<GatewaySignature> parse(String header) {
    if (header == null || header.length() > MOST_BYTES) {
      return Optional.empty();
    }
    String[] parts = header.split(SEPARATOR, -1);
    if (parts.length != PARTS || !parts[0].equals(VERSION)) {
      return Optional.empty();
    }
    try {
      byte[] mac = Base64.getUrlDecoder().decode(parts[4]);
      return mac.length == MAC_BYTES
          ? Optional.of(new GatewaySignature(parts[1], parts[2], Long.parseLong(parts[3]), mac))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text of the header. */
  public String text() {
    return String.join(
        SEPARATOR,
        VERSION,
        gatewayId,
        keyId,
        Long.toString(timeMillis),
        ENCODER.encodeToString(mac));
  }

  /** The bytes of the header. */
  public byte[] header() {
    return text().getBytes(US_ASCII);
  }

  /** Whether this is the signature of the record by that key. Takes the same time either way. */
  boolean isOf(SignedRecord record, SigningKey key) {
    return MessageDigest.isEqual(mac, record.mac(key, timeMillis));
  }

  /** Without the MAC. */
  @Override
  public String toString() {
    return "signature of gateway %s with key %s".formatted(gatewayId, keyId);
  }
}
