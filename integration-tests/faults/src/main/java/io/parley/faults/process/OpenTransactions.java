package io.parley.faults.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.parley.faults.FaultRun;
import io.parley.schemas.broker.BrokerAnswers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;

/** The transactional ids of the open transactions, which are neither committed nor aborted. */
record OpenTransactions(Set<String> ids) {

  /** Now. */
  static OpenTransactions now(FaultRun run) throws IOException {
    ListTransactionsOptions ongoing =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", run.pipeline().stack().bootstrapServers()))) {
      return new OpenTransactions(
          answer(admin.listTransactions(ongoing).all()).stream()
              .map(TransactionListing::transactionalId)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  /**
   * The transactions that a checkpoint has prepared, and that are not committed. The checkpoint
   * names each transaction that it has prepared. The one that a task opens next bears another id.
   *
   * @param metadata the file {@code _metadata} of the checkpoint
   */
  List<String> preparedBy(byte[] metadata) {
    // Every byte is a character of its own.
    String text = new String(metadata, ISO_8859_1);
    return ids.stream().filter(id -> text.contains(asWritten(id))).toList();
  }

  /** As {@link java.io.DataOutput#writeUTF} writes an id: its length in two bytes is before it. */
  private static String asWritten(String id) {
    return "" + (char) (id.length() >> Byte.SIZE) + (char) (id.length() & 0xff) + id;
  }

  private static <T> T answer(KafkaFuture<T> future) throws IOException {
    try {
      return BrokerAnswers.await(future);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka does not tell its transactions: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while Kafka told its transactions", e);
    }
  }
}
