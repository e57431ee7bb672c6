package io.parley.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tests that a transaction counts as prepared only if the checkpoint names it and the broker has it
 * open. Seen red: without the length before an id, with one whose id begins like another's.
 */
class OpenTransactionsTest {

  private static final String PREPARED = "parley-ingest-chat.events-1-1";
  private static final String NEXT = "parley-ingest-chat.events-1-0";

  @Test
  void aTransactionIsPreparedIfTheCheckpointNamesIt() throws IOException {
    OpenTransactions open = new OpenTransactions(Set.of(PREPARED, NEXT));

    assertThat(open.preparedBy(metadata(PREPARED))).containsExactly(PREPARED);
    assertThat(open.preparedBy(metadata())).isEmpty();
  }

  @Test
  void aCommittedTransactionIsNotPrepared() throws IOException {
    assertThat(new OpenTransactions(Set.of(NEXT)).preparedBy(metadata(PREPARED))).isEmpty();
  }

  @Test
  void anIdThatBeginsLikeAnotherIsAnother() throws IOException {
    OpenTransactions open = new OpenTransactions(Set.of(PREPARED));

    assertThat(open.preparedBy(metadata(PREPARED + "2"))).isEmpty();
  }

  private static byte[] metadata(String... ids) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(-1);
      for (String id : ids) {
        out.writeShort(7);
        out.writeLong(4_711);
        out.writeUTF(id);
      }
      out.writeUTF("parley-ingest-chat.events");
    }
    return bytes.toByteArray();
  }
}
