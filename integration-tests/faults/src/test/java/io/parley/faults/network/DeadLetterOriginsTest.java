package io.parley.faults.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.topic.DeadLetterHeaders;
import io.parley.schemas.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Tests that dead letters are counted by job and topic. Seen red: without the job. */
class DeadLetterOriginsTest {

  private final DeadLetterOrigins expected = new DeadLetterOrigins();
  private final DeadLetterOrigins found = new DeadLetterOrigins();

  @Test
  void eachReaderSetsARecordAside() {
    expected.expect(Topics.RECEIPTS, 2);

    for (String job : new String[] {"routing", "receipts", "routing"}) {
      found.add(letter(job));
      assertThat(found).isNotEqualTo(expected);
    }
    found.add(letter("receipts"));

    assertThat(found).isEqualTo(expected).hasToString(expected.toString());
  }

  @Test
  void oneReaderCannotStandInForAnother() {
    expected.expect(Topics.RECEIPTS, 1);

    found.add(letter("routing"));
    found.add(letter("routing"));

    assertThat(found).isNotEqualTo(expected);
  }

  private static ConsumerRecord<byte[], byte[]> letter(String job) {
    ConsumerRecord<byte[], byte[]> letter =
        new ConsumerRecord<>(Topics.DEAD_LETTERS, 0, 0, null, null);
    letter.headers().add(DeadLetterHeaders.JOB, job.getBytes(UTF_8));
    letter.headers().add(DeadLetterHeaders.SOURCE_TOPIC, Topics.RECEIPTS.getBytes(UTF_8));
    return letter;
  }
}
