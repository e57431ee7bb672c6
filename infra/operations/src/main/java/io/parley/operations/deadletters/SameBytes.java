package io.parley.operations.deadletters;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The test whether a record is the original of a dead letter, of which bytes may be cut off. */
final class SameBytes {

  private SameBytes() {}

  static boolean agree(DeadLetter letter, ConsumerRecord<byte[], byte[]> record) {
    boolean cut = letter.cut().isPresent();
    return agree(letter.record().key(), record.key(), cut)
        && agree(letter.record().value(), record.value(), cut);
  }

  private static boolean agree(byte[] letter, byte[] original, boolean cut) {
    if (letter == null || original == null || !cut) {
      return Arrays.equals(letter, original);
    }
    return letter.length <= original.length
        && Arrays.equals(letter, 0, letter.length, original, 0, letter.length);
  }
}
