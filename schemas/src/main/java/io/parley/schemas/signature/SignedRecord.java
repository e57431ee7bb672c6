package io.parley.schemas.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import javax.crypto.Mac;

/**
 * What a signature covers of a record.
 *
 * @param topic name on the brokers
 * @param key null if the record has none
 * @param value null if the record has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedRecord(String topic, byte[] key, byte[] value) {

  private static final byte[] DOMAIN = "parley-signature-v1".getBytes(UTF_8);

  /**
   * The MAC. Each part goes in with its length before it, so that no two records give the same
   * bytes.
   */
  byte[] mac(SigningKey with, long timeMillis) {
    Mac mac = with.mac();
    update(mac, DOMAIN);
    update(mac, topic.getBytes(UTF_8));
    update(mac, key);
    update(mac, value);
    update(mac, with.gatewayId().getBytes(UTF_8));
    update(mac, with.keyId().getBytes(UTF_8));
    mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, timeMillis));
    return mac.doFinal();
  }

  private static void update(Mac mac, byte[] part) {
    int length = part == null ? -1 : part.length;
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
    if (part != null) {
      mac.update(part);
    }
  }
}
