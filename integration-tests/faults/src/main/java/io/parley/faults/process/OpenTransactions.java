package io.parley.faults.process;

import io.parley.faults.FaultRun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;

/**
 * The open transactions, which are neither committed nor aborted, by transactional id, each with
 * the time at which it began.
 */
record OpenTransactions(Map<String, Instant> began) {

  /**
   * For ingest's checkpoint interval of one second. A transaction that began later than this began
   * after the barrier.
   */
  private static final Duration BEFORE_THE_BARRIER = Duration.ofMillis(400);

  private static final int ANSWER_SECONDS = 30;

  /** Now. */
  static OpenTransactions now(FaultRun run) throws IOException {
    ListTransactionsOptions ongoing =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", run.pipeline().stack().bootstrapServers()))) {
      List<String> ids =
          answer(admin.listTransactions(ongoing).all()).stream()
              .map(TransactionListing::transactionalId)
              .toList();
      Map<String, Instant> began = new TreeMap<>();
      answer(admin.describeTransactions(ids).all())
          .forEach(
              (id, transaction) ->
                  transaction
                      .transactionStartTimeMs()
                      .ifPresent(millis -> began.put(id, Instant.ofEpochMilli(millis))));
      return new OpenTransactions(began);
    }
  }

  /**
   * The transactions of a job that a checkpoint had prepared, and that were not committed, when
   * everything was killed.
   */
  List<String> preparedBy(String job, Instant killed) {
    return began.entrySet().stream()
        .filter(open -> open.getKey().startsWith("parley-" + job + "-"))
        .filter(open -> open.getValue().isBefore(killed.minus(BEFORE_THE_BARRIER)))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static <T> T answer(KafkaFuture<T> future) throws IOException {
    try {
      return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka does not tell its transactions: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while Kafka told its transactions", e);
    }
  }
}
