package io.parley.faults.network;

import static io.parley.schemas.broker.BrokerAnswers.await;

import io.parley.checker.Violation;
import io.parley.checker.live.TopicOffsets;
import io.parley.faults.Expectation;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.faults.StackRequirements;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.schemas.topic.Topics;
import io.parley.simulator.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * A fault in which ingest is stopped for so long that Kafka deletes commands that ingest has not
 * read. Ingest must refuse to continue, and say which commands are gone. Then the operator decides,
 * and ingest continues behind the gap with all its state.
 *
 * <p>No message is missing in the end, because devices send unacked commands again. But the checker
 * finds violations: events whose commands are deleted have no cause, and a command whose first copy
 * is deleted was answered once too often.
 */
public final class OvertakenByRetention implements Fault {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Duration STOPPED = Duration.ofSeconds(8);
  private static final Duration REFUSING = Duration.ofSeconds(5);
  private static final Pattern CAUSE = Pattern.compile("OffsetOutOfRangeException: [^\\n]*");

  @Override
  public String name() {
    return "overtaken-by-retention";
  }

  @Override
  public String what() {
    return "Stop ingest, delete the commands that it has not read, and resume it.";
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.onOwnStack();
  }

  @Override
  public Expectation expectation() {
    return Expectation.lossDetected(
        Set.of(Violation.PHANTOM, Violation.DUPLICATE, Violation.CONSERVATION));
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    RecoveryClock clock = run.clock();
    JobSettings settings = run.pipeline().settings(PipelineJob.INGEST);
    String savepoint =
        run.pipeline()
            .flink()
            .stopWithSavepoint(run.pipeline().jobId(PipelineJob.INGEST), DEADLINE);
    run.mark("ingest is stopped with a savepoint");
    run.talk(STOPPED);
    long stored = run.fleet().tally().of(Count.STORED);
    run.mark(deleteCommands(run) + " offsets of " + Topics.COMMANDS + " are deleted");
    run.pipeline().resume(PipelineJob.INGEST, savepoint);
    run.await("ingest to refuse", () -> refusal(run).isPresent());
    run.detected(refusal(run).orElseThrow());
    run.talk(REFUSING);
    if (run.fleet().tally().of(Count.STORED) > stored) {
      throw new PromiseBroken("Commands behind the gap were acked: it was skipped");
    }

    run.pipeline().cancel(PipelineJob.INGEST, DEADLINE);
    run.pipeline()
        .resume(PipelineJob.INGEST, settings.with("kafka.lost-records", "SKIP"), savepoint);
    run.mark("the operator decides: --kafka.lost-records SKIP");
    clock.awaitRunning();
    run.await("acks again", () -> run.fleet().tally().of(Count.STORED) > stored);
    clock.awaitDelivering();
    run.recovered(clock.recovery(name()));
  }

  /** Deletes all commands, read or not, as retention does. */
  private static long deleteCommands(FaultRun run) throws Exception {
    String bootstrapServers = run.pipeline().stack().bootstrapServers();
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    try (TopicOffsets ends = new TopicOffsets(bootstrapServers);
        Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      ends.ends(List.of(Topics.COMMANDS), IsolationLevel.READ_UNCOMMITTED)
          .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
      await(admin.deleteRecords(all).all());
      return all.values().stream().mapToLong(RecordsToDelete::beforeOffset).sum();
    }
  }

  /** The message of the failed job, as the dashboard shows it. */
  private static Optional<String> refusal(FaultRun run) throws IOException {
    List<String> failures =
        run.pipeline().flink().failures(run.pipeline().jobId(PipelineJob.INGEST));
    Matcher cause = CAUSE.matcher(failures.toString());
    return cause.find() ? Optional.of(cause.group()) : Optional.empty();
  }
}
