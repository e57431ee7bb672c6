package io.parley.faults.process;

import static io.parley.schemas.broker.BrokerAnswers.await;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.Killing;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.schemas.job.JobSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;

/**
 * A fault in which the epochs of ingest's transactional ids come to their end while it runs. An
 * epoch has 15 bits and rises with each transaction; then the broker gives the id a new producer id
 * and begins at 0. With a checkpoint a second that happens twice a day. TaskManagers die meanwhile,
 * so prepared transactions are committed by their old producer id, and zombies bear one.
 *
 * <p>The ids are brought near the end while ingest is stopped, by fencing them again and again.
 * That takes some minutes.
 */
public final class EpochRollover implements Fault {

  /** So many transactions before the end. */
  private static final int LEFT = 10;

  private static final int KILLS = 3;
  private static final Duration BETWEEN = Duration.ofSeconds(4);
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Override
  public String name() {
    return "epoch-rollover";
  }

  @Override
  public String what() {
    return "Let the epochs of ingest's transactional ids roll over, and kill TaskManagers then.";
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.onOwnStack();
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    PipelineJob job = PipelineJob.INGEST;
    String address = run.pipeline().stack().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      RecoveryClock clock = run.clock();
      String savepoint =
          run.pipeline().flink().stopWithSavepoint(run.pipeline().jobId(job), DEADLINE);
      run.mark("ingest is stopped with a savepoint");
      Map<String, TransactionDescription> near = bringNearTheEnd(admin, ids(admin, job));
      run.mark("near the end: " + epochs(near));
      run.pipeline().resume(job, savepoint);
      run.awaitRecovery(clock);
      run.recovered(clock.recovery("the fencing"));
      for (int n = 1; n <= KILLS; n++) {
        run.talk(BETWEEN);
        TaskManager victim = Killing.busiest(run.stack());
        RecoveryClock killed = run.clock();
        run.kill(victim);
        run.mark("epochs at the kill: " + epochs(now(admin, near.keySet())));
        run.awaitRecovery(killed);
        run.recovered(killed.recovery("kill -9 of " + victim.name()));
      }
      run.awaitStrike(
          "an epoch that has rolled over", () -> rolledOver(near, now(admin, near.keySet())) > 0);
      Map<String, TransactionDescription> end = now(admin, near.keySet());
      run.mark(
          "%d of %d ids have rolled over: %s"
              .formatted(rolledOver(near, end), near.size(), epochs(end)));
    }
  }

  private static List<String> ids(Admin admin, PipelineJob job)
      throws ExecutionException, InterruptedException, TimeoutException {
    return await(admin.listTransactions().all()).stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(job.spec().transactionalIds(JobSpec.DEFAULT_ID_PREFIX)))
        .toList();
  }

  /**
   * Each fencing raises an epoch by one. One id at a time takes a millisecond; for several at once
   * the client of Kafka 4.2 takes seconds.
   */
  private static Map<String, TransactionDescription> bringNearTheEnd(Admin admin, List<String> ids)
      throws ExecutionException, InterruptedException, TimeoutException {
    for (Map.Entry<String, TransactionDescription> id : now(admin, ids).entrySet()) {
      for (int epoch = id.getValue().producerEpoch(); epoch < Short.MAX_VALUE - LEFT; epoch++) {
        await(admin.fenceProducers(List.of(id.getKey())).all());
      }
    }
    return now(admin, ids);
  }

  private static Map<String, TransactionDescription> now(Admin admin, Collection<String> ids)
      throws ExecutionException, InterruptedException, TimeoutException {
    return await(admin.describeTransactions(ids).all());
  }

  private static Map<String, String> epochs(Map<String, TransactionDescription> ids) {
    Map<String, String> epochs = new TreeMap<>();
    ids.forEach(
        (id, is) ->
            epochs.put(id, "epoch %d of %d".formatted(is.producerEpoch(), is.producerId())));
    return epochs;
  }

  private static long rolledOver(
      Map<String, TransactionDescription> before, Map<String, TransactionDescription> after) {
    return before.entrySet().stream()
        .filter(id -> after.get(id.getKey()).producerId() != id.getValue().producerId())
        .count();
  }
}
