package io.parley.faults.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.topic.DeadLetterHeaders;
import io.parley.schemas.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * Tests that dead letters are compared by job, topic, reason and value, and by their number. Seen
 * red: without each of the four, and with sets in place of numbers.
 */
class DeadLettersTest {

  private final DeadLetters expected = new DeadLetters();
  private final DeadLetters found = new DeadLetters();

  @Test
  void aLetterIsTheOneThatWasExpected() {
    expected.add("routing", Topics.RECEIPTS, "INVALID_IDENTIFIER", value("a"));
    found.add(letter("routing", "INVALID_IDENTIFIER", "a"));

    assertThat(expected.without(found).isEmpty()).isTrue();
    assertThat(found.without(expected).isEmpty()).isTrue();
  }

  @Test
  void aLetterOfAnotherJobReasonOrValueIsAnother() {
    expected.add("routing", Topics.RECEIPTS, "INVALID_IDENTIFIER", value("a"));
    found.add(letter("receipts", "INVALID_IDENTIFIER", "a"));
    found.add(letter("routing", "KEY_MISMATCH", "a"));
    found.add(letter("routing", "INVALID_IDENTIFIER", "b"));
    found.add("routing", Topics.SESSIONS, "INVALID_IDENTIFIER", value("a"));

    assertThat(expected.without(found))
        .hasToString("{routing of chat.receipts: INVALID_IDENTIFIER=1}");
    assertThat(found.without(expected))
        .hasToString(
            "{receipts of chat.receipts: INVALID_IDENTIFIER=1,"
                + " routing of chat.receipts: INVALID_IDENTIFIER=1,"
                + " routing of chat.receipts: KEY_MISMATCH=1,"
                + " routing of chat.sessions: INVALID_IDENTIFIER=1}");
  }

  @Test
  void aLetterThatCameTwiceIsOneTooMany() {
    expected.add("routing", Topics.RECEIPTS, "INVALID_IDENTIFIER", value("a"));
    found.add(letter("routing", "INVALID_IDENTIFIER", "a"));
    found.add(letter("routing", "INVALID_IDENTIFIER", "a"));

    assertThat(expected.without(found).isEmpty()).isTrue();
    assertThat(found.without(expected))
        .hasToString("{routing of chat.receipts: INVALID_IDENTIFIER=1}");
  }

  @Test
  void aLetterWithoutValueIsCountedToo() {
    found.add(letter("routing", "EMPTY", null));

    assertThat(found).hasToString("{routing of chat.receipts: EMPTY=1}");
  }

  private static byte[] value(String text) {
    return text.getBytes(UTF_8);
  }

  private static ConsumerRecord<byte[], byte[]> letter(String job, String reason, String value) {
    ConsumerRecord<byte[], byte[]> letter =
        new ConsumerRecord<>(Topics.DEAD_LETTERS, 0, 0, null, value == null ? null : value(value));
    letter.headers().add(DeadLetterHeaders.JOB, job.getBytes(UTF_8));
    letter.headers().add(DeadLetterHeaders.SOURCE_TOPIC, Topics.RECEIPTS.getBytes(UTF_8));
    letter.headers().add(DeadLetterHeaders.REASON, reason.getBytes(UTF_8));
    return letter;
  }
}
