package io.parley.faults.process;

import io.parley.checker.Violation;
import io.parley.faults.Expectation;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.faults.StackRequirements;
import io.parley.infra.kafka.TopicReader;
import io.parley.infra.local.KafkaBroker;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.schemas.broker.BrokerAnswers;
import io.parley.schemas.topic.Topics;
import io.parley.simulator.Count;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A fault in which the broker's clock jumps and comes back. The broker dates all inputs, so the ids
 * and deadlines of all jobs follow it. The jump happens at a restart of the broker. The monotonic
 * clock stays right.
 *
 * <p>A step within the bound of ingest is believed: ids follow it, and go on from there when the
 * clock is back. A step beyond the bound is contained: each command is answered with a rejection,
 * and no id follows the clock.
 *
 * @param shift of the clock
 * @param believed whether ingest believes the clock
 * @param expectation what may come of it
 */
public record ShiftedBroker(
    String name, String what, Duration shift, boolean believed, Expectation expectation)
    implements Fault {

  /**
   * Why the checker finds something after any jump. It takes a receipt for an event that is dated
   * later than the receipt for garbage.
   */
  private static final String IDS_AHEAD =
      "Ids never go back. After a clock was ahead they stay ahead until it has caught up, and"
          + " meanwhile the checker cannot tell from the times whether a receipt ended a SYNC"
          + " before a DIRECT.";

  private static final Set<Violation> OF_IDS_AHEAD = Set.of(Violation.DELIVERED_OUT_OF_ORDER);

  private static final String TRANSACTIONS_END =
      "A broker's clock that jumps ahead by more than kafka.transaction.timeout ends all open"
          + " transactions, as an outage of that length does. What a checkpoint had prepared and"
          + " not committed is lost to readers of committed records. ";

  private static final Duration WRONG = Duration.ofSeconds(15);
  private static final Duration RIGHT_AGAIN = Duration.ofSeconds(10);

  /** Between the dating of a record and the look at it. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  /** Two hours ahead, which ingest believes. */
  public static ShiftedBroker ahead() {
    return new ShiftedBroker(
        "broker-clock-ahead",
        "The broker's clock jumps 2 h ahead, and comes back.",
        Duration.ofHours(2),
        true,
        beyondTransactions());
  }

  /** Five minutes ahead: less than a transaction lives. */
  public static ShiftedBroker slightlyAhead() {
    return new ShiftedBroker(
        "broker-clock-ahead-5m",
        "The broker's clock jumps 5 min ahead, and comes back.",
        Duration.ofMinutes(5),
        true,
        withinTransactions());
  }

  /** Five minutes back. */
  public static ShiftedBroker back() {
    return new ShiftedBroker(
        "broker-clock-back",
        "The broker's clock jumps 5 min back, and is right again later.",
        Duration.ofMinutes(-5),
        true,
        withinTransactions());
  }

  /** Further ahead than ingest believes at once. */
  public static ShiftedBroker beyond() {
    return new ShiftedBroker(
        "broker-clock-beyond",
        "The broker's clock jumps 30 h ahead, more than ingest believes, and comes back.",
        Duration.ofHours(30),
        false,
        beyondTransactions());
  }

  private static Expectation withinTransactions() {
    return Expectation.limit(IDS_AHEAD, OF_IDS_AHEAD);
  }

  private static Expectation beyondTransactions() {
    Set<Violation> violations = EnumSet.copyOf(OF_IDS_AHEAD);
    violations.addAll(LongOutage.OF_ABORTED_TRANSACTIONS);
    return Expectation.limit(TRANSACTIONS_END + IDS_AHEAD, violations).byAbortedTransactionsOnly();
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.onOwnStack();
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    Map<String, String> wrongClock = FakeTime.environment(run, shift);
    keepAcks(run);
    try (TopicReader events = run.committedFromNow(Topics.EVENTS)) {
      setClock(run, wrongClock, shift);
      long stored = run.fleet().tally().of(Count.STORED);
      long rejected = run.fleet().tally().of(Count.REJECTED);
      run.talk(WRONG);
      if (believed) {
        run.await("acks", () -> run.fleet().tally().of(Count.STORED) > stored);
      } else {
        run.await("rejections", () -> run.fleet().tally().of(Count.REJECTED) > rejected);
      }
      run.mark(
          "meanwhile %d commands were stored and %d rejected"
              .formatted(
                  run.fleet().tally().of(Count.STORED) - stored,
                  run.fleet().tally().of(Count.REJECTED) - rejected));
      setClock(run, Map.of(), Duration.ZERO);
      long before = run.fleet().tally().of(Count.DELIVERED);
      run.await("deliveries", () -> run.fleet().tally().of(Count.DELIVERED) > before);
      run.talk(RIGHT_AGAIN);
      demandIdsWithin(run, events);
    }
    TaskManagerLogs.failedCommits(run, PipelineJob.INGEST).forEach(run::detected);
  }

  /**
   * Turns the retention of acks off. A broker whose clock is days ahead deletes all acks, if it has
   * the time to look, because they bear their true dates. Then nobody could tell which commands
   * were answered.
   */
  private static void keepAcks(FaultRun run) throws Exception {
    String bootstrapServers = run.pipeline().stack().bootstrapServers();
    AlterConfigOp forEver =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, "-1"), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      BrokerAnswers.await(
          admin
              .incrementalAlterConfigs(
                  Map.of(
                      new ConfigResource(ConfigResource.Type.TOPIC, Topics.ACKS), List.of(forEver)))
              .all());
    }
  }

  private static void setClock(FaultRun run, Map<String, String> environment, Duration shift)
      throws IOException {
    KafkaBroker kafka = run.stack().stack().kafka();
    RecoveryClock clock = run.clock();
    kafka.setEnvironment(environment);
    run.restart(kafka);
    FakeTime.demandShift(run, kafka, shift);
    run.awaitRunning(clock);
    run.recovered(clock.recovery("a broker's clock that is shifted by " + shift));
  }

  /** No id is further ahead than the clock was, or than ingest believes. */
  private void demandIdsWithin(FaultRun run, TopicReader events) throws IOException {
    Duration ahead = believed && !shift.isNegative() ? shift : Duration.ZERO;
    // Ingest dates its events with the time of their ids.
    Instant dated =
        Instant.ofEpochMilli(
            events.readToEnd().stream().mapToLong(ConsumerRecord::timestamp).max().orElseThrow());
    Instant bound = Instant.now().plus(ahead).plus(TOLERANCE);
    if (dated.isAfter(bound)) {
      throw new PromiseBroken("An event is dated %s, which is beyond %s".formatted(dated, bound));
    }
    run.mark("the furthest id is dated %s, which is within %s".formatted(dated, bound));
  }
}
