package io.parley.common.env;

import static org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE;
import static org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTING_INTERVAL;
import static org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTING_TIMEOUT;
import static org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTS_DIRECTORY;
import static org.apache.flink.configuration.CheckpointingOptions.TOLERABLE_FAILURE_NUMBER;
import static org.apache.flink.configuration.PipelineOptions.AUTO_GENERATE_UIDS;
import static org.apache.flink.configuration.PipelineOptions.GENERIC_TYPES;

import io.parley.common.options.KafkaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.util.TimeUtils;

/** The rules for Flink's settings without which records could be lost. Pure decisions, no I/O. */
final class EngineRules {

  private EngineRules() {}

  static List<String> faults(ReadableConfig engine, KafkaOptions kafka) {
    List<String> faults = new ArrayList<>();
    Duration interval = engine.getOptional(CHECKPOINTING_INTERVAL).orElse(Duration.ZERO);
    if (interval.isZero() || interval.isNegative()) {
      faults.add(
          fault(
              CHECKPOINTING_INTERVAL,
              engine.getOptional(CHECKPOINTING_INTERVAL).map(Object::toString).orElse("not set"),
              "expected a duration above 0. Kafka transactions are committed by checkpoints:"
                  + " without them nothing is ever committed"));
    }
    if (engine.get(CHECKPOINTING_CONSISTENCY_MODE) != CheckpointingMode.EXACTLY_ONCE) {
      faults.add(
          fault(
              CHECKPOINTING_CONSISTENCY_MODE,
              engine.get(CHECKPOINTING_CONSISTENCY_MODE),
              "expected EXACTLY_ONCE. State would count records twice after a restart"));
    }
    if (engine.getOptional(CHECKPOINTS_DIRECTORY).filter(dir -> !dir.isBlank()).isEmpty()) {
      faults.add(
          fault(
              CHECKPOINTS_DIRECTORY,
              "not set",
              "expected the URI of a directory that the whole cluster reaches. Checkpoints in the"
                  + " JobManager's memory are lost with it, and deduplication and numbering with"
                  + " them"));
    }
    refuseTrue(
        engine,
        AUTO_GENERATE_UIDS,
        "expected false. A generated uid changes with the job's shape, and then its state is not"
            + " found again",
        faults);
    refuseTrue(
        engine,
        GENERIC_TYPES,
        "expected false. A type that falls back to Kryo cannot be read again after an upgrade",
        faults);
    if (!engine.get(PipelineOptions.OPERATOR_CHAINING)) {
      faults.add(
          fault(
              PipelineOptions.OPERATOR_CHAINING,
              false,
              "expected true. A partition's records must go from the source to the next operator in"
                  + " one task: between two tasks they can be spread, and their order is lost"));
    }
    checkTransactionTimeout(engine, interval, kafka, faults);
    return faults;
  }

  /**
   * A transaction opens after one barrier, is prepared at the next and committed when that
   * checkpoint completes; a failed checkpoint adds another round, an outage its length. If the
   * broker aborts it before, records of a completed checkpoint are gone and the job goes on.
   */
  private static void checkTransactionTimeout(
      ReadableConfig engine, Duration interval, KafkaOptions kafka, List<String> faults) {
    Duration timeout = engine.get(CHECKPOINTING_TIMEOUT);
    int failures = Math.max(0, engine.getOptional(TOLERABLE_FAILURE_NUMBER).orElse(0));
    Duration needed =
        interval.plus(timeout).multipliedBy(1L + failures).plus(kafka.transactionOutage());
    if (kafka.transactionTimeout().compareTo(needed) < 0) {
      faults.add(
          fault(
              KafkaOptions.TRANSACTION_TIMEOUT,
              TimeUtils.formatWithHighestUnit(kafka.transactionTimeout()),
              "expected at least %s = (%s %s + %s %s) x (1 + %s %d) + %s %s. The broker would abort a transaction whose checkpoint completed: silent loss"
                  .formatted(
                      TimeUtils.formatWithHighestUnit(needed),
                      CHECKPOINTING_INTERVAL.key(),
                      TimeUtils.formatWithHighestUnit(interval),
                      CHECKPOINTING_TIMEOUT.key(),
                      TimeUtils.formatWithHighestUnit(timeout),
                      TOLERABLE_FAILURE_NUMBER.key(),
                      failures,
                      KafkaOptions.TRANSACTION_OUTAGE.key(),
                      TimeUtils.formatWithHighestUnit(kafka.transactionOutage()))));
    }
  }

  private static void refuseTrue(
      ReadableConfig engine, ConfigOption<Boolean> option, String why, List<String> faults) {
    if (engine.get(option)) {
      faults.add(fault(option, true, why));
    }
  }

  private static String fault(ConfigOption<?> option, Object value, String expected) {
    return "%s = '%s': %s.".formatted(option.key(), value, expected);
  }
}
