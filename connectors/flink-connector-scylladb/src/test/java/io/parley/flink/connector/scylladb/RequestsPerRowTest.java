package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What the write-through costs, counted in requests. The database answers once in a while; between
 * two answers a given number of records arrives. The README has these numbers.
 *
 * <p>Seen red with a KeyQueue that is always idle: the hot key took a request for each row.
 */
class RequestsPerRowTest {

  private static final int RECORDS = 1000;

  @Test
  void aHotKeyTakesOneRequestPerAnswerWhateverItsRate() throws Exception {
    assertThat(requests(1, 1)).isEqualTo(1000);
    assertThat(requests(1, 10)).isEqualTo(101);
    assertThat(requests(1, 50)).isEqualTo(21);
  }

  @Test
  void coldKeysTakeOneRequestPerRow() throws Exception {
    assertThat(requests(RECORDS, 10)).isEqualTo(1000);
    assertThat(requests(RECORDS, 50)).isEqualTo(1000);
  }

  /** The requests for 1,000 rows of that many keys in turn. */
  private static int requests(int keys, int recordsPerAnswer) throws Exception {
    FakeTarget database = new FakeTarget();
    try (WriteThroughHarness operator =
        WriteThroughHarness.open(database, TestSettings.largeGroups())) {
      for (int i = 1; i <= RECORDS; i++) {
        operator.process("key" + i % keys + ":" + i);
        if (i % recordsPerAnswer == 0) {
          database.acknowledgeAll();
          operator.run();
        }
      }
      while (!database.open().isEmpty()) {
        database.acknowledgeAll();
        operator.run();
      }
      assertThat(operator.output()).hasSize(RECORDS);
      assertThat(database.sent().stream().mapToInt(sent -> sent.rows().size()).sum())
          .isEqualTo(RECORDS);
      return database.sent().size();
    }
  }
}
