package io.parley.operations.transactions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * A question to the transaction coordinators: which transactions are open that write to our topics,
 * or under our prefix. Those of another prefix are found too, because a job that has changed its
 * prefix leaves its old transactions behind.
 */
final class OpenTransactions {

  private static final Set<TransactionState> OPEN =
      EnumSet.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_COMMIT);

  private final Admin admin;
  private final String idPrefix;
  private final Set<String> topics;

  /**
   * For a deployment.
   *
   * @param idPrefix that the deployment has now
   * @param topics of the deployment, as the brokers name them
   */
  OpenTransactions(Admin admin, String idPrefix, Collection<String> topics) {
    this.admin = admin;
    this.idPrefix = idPrefix;
    this.topics = Set.copyOf(topics);
  }

  /** The open transactions, the oldest first. */
  List<OpenTransaction> find() {
    List<String> ids =
        Answers.of(
                admin.listTransactions(new ListTransactionsOptions().filterStates(OPEN)).all(),
                "list transactions")
            .stream()
            .map(TransactionListing::transactionalId)
            .toList();
    DescribeTransactionsResult answers = admin.describeTransactions(ids);
    List<OpenTransaction> open = new ArrayList<>();
    for (String id : ids) {
      // It may have expired since it was listed.
      Answers.unless(
              answers.description(id),
              TransactionalIdNotFoundException.class,
              "describe the transaction " + id)
          .filter(transaction -> isOpenAndOurs(id, transaction))
          .ifPresent(transaction -> open.add(open(id, transaction)));
    }
    open.sort(Comparator.comparing(OpenTransaction::since).thenComparing(OpenTransaction::id));
    return open;
  }

  private boolean isOpenAndOurs(String id, TransactionDescription transaction) {
    return OPEN.contains(transaction.state())
        && transaction.transactionStartTimeMs().isPresent()
        && (Owner.of(id, idPrefix).ofThisDeployment()
            || transaction.topicPartitions().stream()
                .map(TopicPartition::topic)
                .anyMatch(topics::contains));
  }

  private OpenTransaction open(String id, TransactionDescription transaction) {
    return new OpenTransaction(
        id,
        Owner.of(id, idPrefix),
        transaction.state().toString(),
        transaction.producerId(),
        transaction.producerEpoch(),
        Instant.ofEpochMilli(transaction.transactionStartTimeMs().getAsLong()),
        Duration.ofMillis(transaction.transactionTimeoutMs()),
        transaction.topicPartitions());
  }
}
