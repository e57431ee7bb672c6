package io.parley.faults.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers of dead letters, as text. */
public final class DeadLetterHeader {

  private DeadLetterHeader() {}

  /** The value of a header; {@code no NAME} if the letter does not have it. */
  public static String of(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? "no " + name : new String(header.value(), UTF_8);
  }
}
