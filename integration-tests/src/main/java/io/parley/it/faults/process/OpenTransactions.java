package io.parley.it.faults.process;

import io.parley.it.faults.FaultRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** The transactional ids whose transaction is neither committed nor aborted. */
final class OpenTransactions {

  private static final int ANSWER_SECONDS = 30;

  private OpenTransactions() {}

  /** Now, by name. */
  static List<String> of(FaultRun run) throws IOException {
    ListTransactionsOptions ongoing =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", run.pipeline().stack().bootstrapServers()))) {
      return admin.listTransactions(ongoing).all().get(ANSWER_SECONDS, TimeUnit.SECONDS).stream()
          .map(TransactionListing::transactionalId)
          .sorted()
          .toList();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka does not list its transactions: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while Kafka listed its transactions", e);
    }
  }
}
