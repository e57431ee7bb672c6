package io.parley.operations.transactions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * An abort of transactions that nobody will finish.
 *
 * <p>The coordinator gives the transactional id a new epoch and aborts what is open under the old
 * one ({@link Admin#fenceProducers}). Readers go on at once. A producer of the old epoch can never
 * write again; a job that is alive would restart, and the records of its last checkpoint could be
 * lost. So a transaction counts as abandoned only if it is the same in two looks.
 */
final class Abort {

  private final Admin admin;

  Abort(Admin admin) {
    this.admin = admin;
  }

  /** What two looks have found. */
  record Looks(List<OpenTransaction> abandoned, List<OpenTransaction> moving) {}

  /** Compares the chosen transactions of a first look with all that are open in a second one. */
  static Looks compare(List<OpenTransaction> chosen, List<OpenTransaction> later) {
    Map<String, OpenTransaction> byId =
        later.stream().collect(Collectors.toMap(OpenTransaction::id, Function.identity()));
    List<OpenTransaction> abandoned = new ArrayList<>();
    List<OpenTransaction> moving = new ArrayList<>();
    for (OpenTransaction transaction : chosen) {
      OpenTransaction now = byId.get(transaction.id());
      boolean still = now != null && transaction.isStill(now);
      (still ? abandoned : moving).add(transaction);
    }
    return new Looks(abandoned, moving);
  }

  /** Aborts. Returns when the coordinators have ended the transactions. */
  void run(List<OpenTransaction> transactions) {
    List<String> ids = transactions.stream().map(OpenTransaction::id).toList();
    Answers.of(
        admin.fenceProducers(ids).all().thenApply(done -> ids), "fence the producers of " + ids);
  }
}
