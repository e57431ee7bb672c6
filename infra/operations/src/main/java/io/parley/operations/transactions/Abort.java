package io.parley.operations.transactions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
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

  /** A question to the operator, which may take as long as it likes. */
  interface Question {
    void ask() throws IOException, InterruptedException;
  }

  /**
   * Asks, and compares after the answer: while the operator reads, a job may have come back and
   * begun its next transaction under the same id.
   */
  static Looks askAndLookAgain(
      List<OpenTransaction> chosen, Question question, Supplier<List<OpenTransaction>> look)
      throws IOException, InterruptedException {
    question.ask();
    return compare(chosen, look.get());
  }

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

  /** Aborts. Returns when the coordinator has ended the transaction. */
  void run(OpenTransaction transaction) {
    String id = transaction.id();
    Answers.of(
        admin.fenceProducers(List.of(id)).all().thenApply(done -> id),
        "fence the producer of " + id);
  }
}
