package io.parley.common.env;

import static io.parley.schemas.broker.BrokerAnswers.await;

import io.parley.common.options.KafkaOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * Finds another running copy of a job. Two copies under one {@code kafka.id-prefix} fence each
 * other in turn. The second copy also writes again what the first has committed since the state
 * from which the second starts, so every {@code read_committed} reader gets it twice.
 *
 * <p>A running copy begins and commits transactions, so two looks at them differ. A transaction
 * that a dead copy has left open does not change until the broker aborts it, and aborts do not
 * count. A copy that has nothing to write is not found.
 */
final class DuplicateJobCheck {

  private static final Set<TransactionState> OF_A_COPY_AT_WORK =
      EnumSet.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_COMMIT,
          TransactionState.COMPLETE_COMMIT);

  private static final long LONGEST_MILLIS = 10_000;
  private static final long SLACK_MILLIS = 1_000;

  private final Admin admin;
  private final String idPrefix;

  /**
   * For a job.
   *
   * @param idPrefix that starts all transactional ids of the job, and no others
   */
  DuplicateJobCheck(Admin admin, String idPrefix) {
    this.admin = admin;
    this.idPrefix = idPrefix;
  }

  /**
   * Looks twice, unless the broker knows no transactional id of the job. A running copy begins a
   * transaction after each checkpoint, so two intervals lie between the looks. The wait is at most
   * ten seconds, so that a job starts soon.
   */
  List<String> faults(Duration checkpointInterval)
      throws ExecutionException, InterruptedException, TimeoutException {
    Collection<String> ids = ids();
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<String, Mark> first = marks(ids);
    long millis = Math.min(LONGEST_MILLIS, checkpointInterval.toMillis() * 2 + SLACK_MILLIS);
    TimeUnit.MILLISECONDS.sleep(millis);
    return marks(ids()).entrySet().stream()
        .filter(mark -> !mark.getValue().equals(first.get(mark.getKey())))
        .limit(1)
        .map(mark -> fault(mark.getKey()))
        .toList();
  }

  /**
   * What changes with each transaction of an id: the epoch with a commit, the time with a start.
   */
  private record Mark(int epoch, OptionalLong began) {}

  private String fault(String id) {
    return "%s: another copy of this job is at work. It is using the transactional id '%s'. The two copies would fence each other, and every record since the state from which this one starts would be written twice. Stop the other copy first. If it is another deployment, give this one its own prefix."
        .formatted(KafkaOptions.ID_PREFIX.key(), id);
  }

  private Collection<String> ids()
      throws ExecutionException, InterruptedException, TimeoutException {
    return await(admin.listTransactions().all()).stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(idPrefix))
        .toList();
  }

  private Map<String, Mark> marks(Collection<String> ids)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Mark> marks = new TreeMap<>();
    await(admin.describeTransactions(ids).all())
        .forEach(
            (id, transaction) -> {
              if (OF_A_COPY_AT_WORK.contains(transaction.state())) {
                marks.put(
                    id,
                    new Mark(transaction.producerEpoch(), transaction.transactionStartTimeMs()));
              }
            });
    return marks;
  }
}
