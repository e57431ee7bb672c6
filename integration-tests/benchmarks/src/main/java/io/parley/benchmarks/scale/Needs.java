package io.parley.benchmarks.scale;

import static io.parley.benchmarks.scale.Published.KAFKA_BYTES_OF_THREE_BROKERS;
import static io.parley.benchmarks.scale.Published.KAFKA_RECORDS_OF_THREE_BROKERS;
import static io.parley.benchmarks.scale.Published.KEY_GROUPS;
import static io.parley.benchmarks.scale.Published.REPLICAS;
import static io.parley.benchmarks.scale.Published.SCYLLA_OPERATIONS_PER_CORE;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a demand needs if each message costs what it cost in the measurement. Whether that is so is
 * for the page to say; this class only multiplies.
 */
final class Needs {

  private static final double BROKERS = 3;

  private final Figures measured;
  private final Demand demand;

  Needs(Figures measured, Demand demand) {
    this.measured = measured;
    this.demand = demand;
  }

  /** Cores that a process would use at the peak, if its cost per message stays the same. */
  double cores(Figure process) {
    return measured.of(process) * secondsPerMessage() * demand.messagesPerSecond();
  }

  /** The time in which the measured pipeline does one message. */
  private double secondsPerMessage() {
    return 1 / measured.of(Figure.MESSAGES_PER_SECOND);
  }

  /**
   * Cores of a job. What Flink's processes use beside the task threads is given to the jobs in
   * proportion to these.
   */
  double coresOfJob(Figure taskThreads) {
    double all =
        Stream.of(Figure.INGEST_CORES, Figure.ROUTING_CORES, Figure.RECEIPTS_CORES)
            .mapToDouble(measured::of)
            .sum();
    return cores(Figure.FLINK_CORES) * measured.of(taskThreads) / all;
  }

  double taskManagers() {
    return Math.ceil(
        cores(Figure.FLINK_CORES) / (demand.coresPerTaskManager() * demand.utilisation()));
  }

  /** Messages a second of one subtask whose thread is busy for the permitted share of the time. */
  double messagesPerSubtask() {
    return demand.utilisation() / (measured.of(Figure.BUSIEST_TASK_CORES) * secondsPerMessage());
  }

  /** The smallest parallelism that divides the key groups evenly and suffices. */
  int subtasks() {
    double least = demand.messagesPerSecond() / messagesPerSubtask();
    return IntStream.rangeClosed(1, KEY_GROUPS)
        .filter(n -> KEY_GROUPS % n == 0 && n >= least)
        .findFirst()
        .orElse(KEY_GROUPS);
  }

  /** Requests a second at the coordinators. */
  double requests() {
    return measured.of(Figure.REQUESTS) * demand.messagesPerSecond();
  }

  /** Each replica carries out each request. */
  double scyllaCores() {
    return requests() * REPLICAS / SCYLLA_OPERATIONS_PER_CORE / demand.utilisation();
  }

  double records() {
    return measured.of(Figure.RECORDS) * demand.messagesPerSecond();
  }

  /** Bytes a second that producers write. */
  double kafkaBytes() {
    return measured.of(Figure.KAFKA_BYTES) * demand.messagesPerSecond();
  }

  /** The larger of what bytes and what records ask for, and never fewer than three. */
  double brokers() {
    double byBytes = kafkaBytes() / KAFKA_BYTES_OF_THREE_BROKERS;
    double byRecords = records() / KAFKA_RECORDS_OF_THREE_BROKERS;
    return Math.max(
        BROKERS, Math.ceil(BROKERS * Math.max(byBytes, byRecords) / demand.utilisation()));
  }

  /** Answers and log entries of a week, and the conversations. */
  double ingestState() {
    return measured.of(Figure.INGEST_STATE_BYTES) * meanRate() * Published.HORIZON_SECONDS
        + measured.of(Figure.INGEST_CONVERSATION_BYTES) * demand.conversations();
  }

  /** Conversations and people. What is not acknowledged is small beside them. */
  double routingState() {
    return measured.of(Figure.ROUTING_CONVERSATION_BYTES) * demand.conversations();
  }

  /** Messages until all have read them and their times are settled, or until the horizon. */
  double receiptsState() {
    double seconds =
        (1 - demand.unreadShare()) * Published.SETTLE_SECONDS
            + demand.unreadShare() * Published.UNREAD_SECONDS;
    return measured.of(Figure.RECEIPTS_STATE_BYTES) * meanRate() * seconds
        + measured.of(Figure.RECEIPTS_CONVERSATION_BYTES) * demand.conversations();
  }

  private double meanRate() {
    return demand.messagesPerSecond() * demand.meanToPeak();
  }

  /**
   * State of the fullest TaskManager, which holds subtasks of each job. The state of a subtask lies
   * on one machine. So a job has no state on more TaskManagers than it has subtasks, and where its
   * subtasks are no multiple of the TaskManagers, some hold one more than others. The subtasks stay
   * as few as the busiest thread permits: more of them would spread the state, but each one costs
   * transactions and takes all signs of life.
   */
  double stateOfTaskManager() {
    double subtasksOfOne = Math.ceil(subtasks() / taskManagers());
    return (ingestState() + routingState() + receiptsState()) * subtasksOfOne / subtasks();
  }

  /** Time for a TaskManager to fetch its share of the state. */
  double restoreSeconds() {
    return stateOfTaskManager() / demand.restoreBytesPerSecond();
  }

  /**
   * Bytes that one checkpoint of a job uploads at the peak, if a message adds as much as in the
   * measurement.
   */
  double checkpointBytes(Figure uploadPerMessage, double intervalSeconds) {
    return measured.of(uploadPerMessage) * demand.messagesPerSecond() * intervalSeconds;
  }

  /** The share of its state that one checkpoint of ingest has uploaded in the measurement. */
  double uploadedShareOfIngest() {
    return measured.of(Figure.INGEST_UPLOAD_BYTES)
        * measured.of(Figure.MESSAGES_PER_SECOND)
        * Published.INGEST_INTERVAL_SECONDS
        / measured.of(Figure.INGEST_STATE_SIZE);
  }

  /** Bytes that one checkpoint of ingest uploads, if that share of the state stays the same. */
  double ingestCheckpointBytesByState() {
    return uploadedShareOfIngest() * ingestState();
  }

  /** Signs of life of gateways that a second brings; each subtask of routing takes all. */
  double signs() {
    return demand.gateways() * Published.SIGNS_PER_GATEWAY;
  }

  /** The limits, the tightest first. */
  List<Limit> limits() {
    return Stream.of(
            new Limit(
                "seconds to restore the state of a TaskManager",
                restoreSeconds(),
                demand.restoreSeconds(),
                "local recovery; more subtasks and TaskManagers; a shorter ingest.dedup-horizon"),
            new Limit(
                "partitions of chat.commands",
                subtasks(),
                Published.MOST_PARTITIONS,
                "a second cluster: ids have no more bits for the partition"),
            new Limit(
                "subtasks of an operator",
                subtasks(),
                KEY_GROUPS,
                "a new start with a larger pipeline.max-parallelism"),
            new Limit(
                "ids a second of one partition",
                demand.messagesPerSecond() / subtasks(),
                Published.IDS_PER_SECOND_AND_PARTITION,
                "more partitions"),
            new Limit(
                "signs of life a second of gateways at each subtask of routing",
                signs(),
                messagesPerSubtask(),
                "more connections per gateway"))
        .sorted(Comparator.comparingDouble(Limit::share).reversed())
        .toList();
  }
}
