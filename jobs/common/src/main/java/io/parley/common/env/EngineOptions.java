package io.parley.common.env;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.parley.common.options.OptionGroup;
import io.parley.common.options.OptionReader;
import io.parley.common.options.Range;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink's settings with Parley's defaults and reasons. The keys are Flink's, so that an operator
 * needs to learn no second set, and so that the same key works as an argument, in {@code
 * config.yaml} and after {@code -D}.
 *
 * @param given what the arguments set; beats everything
 * @param defaults applies where neither the arguments nor Flink's configuration say anything
 */
public record EngineOptions(Configuration given, Configuration defaults) {

  /** Flink throws below it; we report it with the other faults. */
  private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);

  static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      checkpointInterval(Duration.ofSeconds(1));

  static final ConfigOption<Duration> CHECKPOINT_TIMEOUT =
      key(CheckpointingOptions.CHECKPOINTING_TIMEOUT.key())
          .durationType()
          .defaultValue(Duration.ofMinutes(2))
          .withDescription("A checkpoint that takes longer has failed.");

  static final ConfigOption<Integer> TOLERABLE_FAILED_CHECKPOINTS =
      key(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER.key())
          .intType()
          .defaultValue(2)
          .withDescription(
              "Checkpoints that may fail in a row before the job restarts. Each lengthens the"
                  + " open transactions.");

  static final ConfigOption<CheckpointingMode> CHECKPOINT_MODE =
      key(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key())
          .enumType(CheckpointingMode.class)
          .defaultValue(CheckpointingMode.EXACTLY_ONCE)
          .withDescription("Anything else would count records twice after a restart.");

  static final ConfigOption<ExternalizedCheckpointRetention> CHECKPOINT_RETENTION =
      key(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION.key())
          .enumType(ExternalizedCheckpointRetention.class)
          .defaultValue(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION)
          .withDescription("Whether the last checkpoint outlives a cancelled job.");

  static final ConfigOption<Integer> RETAINED_CHECKPOINTS =
      key(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS.key())
          .intType()
          .defaultValue(3)
          .withDescription("Completed checkpoints that are kept.");

  static final ConfigOption<String> CHECKPOINT_DIRECTORY =
      key(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key())
          .stringType()
          .noDefaultValue()
          .withDescription(
              "URI of a directory that all processes of the cluster reach. Must be set here or in"
                  + " Flink's configuration: without it checkpoints die with the JobManager.");

  static final ConfigOption<Boolean> INCREMENTAL_CHECKPOINTS =
      key(CheckpointingOptions.INCREMENTAL_CHECKPOINTS.key())
          .booleanType()
          .defaultValue(true)
          .withDescription("Whether a checkpoint holds only what changed since the last.");

  static final ConfigOption<String> STATE_BACKEND =
      key(StateBackendOptions.STATE_BACKEND.key())
          .stringType()
          .defaultValue("rocksdb")
          .withDescription("Where keyed state lives; `rocksdb` lets it outgrow the heap.");

  static final ConfigOption<Integer> ROCKSDB_THREADS =
      key(RocksDBConfigurableOptions.MAX_BACKGROUND_THREADS.key())
          .intType()
          .defaultValue(4)
          .withDescription(
              "Flushes and compactions at a time, for each subtask with state. One long compaction"
                  + " must not hold up those of the other states.");

  static final ConfigOption<Boolean> ROCKSDB_DYNAMIC_LEVELS =
      key(RocksDBConfigurableOptions.USE_DYNAMIC_LEVEL_SIZE.key())
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether the level that takes in new files is kept small, however large the state."
                  + " Each checkpoint makes a file for each state; where they pile up, the next"
                  + " checkpoint waits for a compaction, and the task with it.");

  static final ConfigOption<MemorySize> ROCKSDB_LEVEL_BASE =
      key(RocksDBConfigurableOptions.MAX_SIZE_LEVEL_BASE.key())
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(64))
          .withDescription("Largest size of that level: what a compaction rewrites at worst.");

  static final ConfigOption<MemorySize> ROCKSDB_FILE_SIZE =
      key(RocksDBConfigurableOptions.TARGET_FILE_SIZE_BASE.key())
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(16))
          .withDescription("Size of a file in that level; several, so that one can move on.");

  static final ConfigOption<Boolean> ROCKSDB_BLOOM_FILTER =
      key(RocksDBConfigurableOptions.USE_BLOOM_FILTER.key())
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether a look-up passes over files that cannot hold the key. Most look-ups are for"
                  + " what is not there.");

  static final ConfigOption<String> ROCKSDB_OPTIONS_FACTORY =
      key(RocksDBOptions.OPTIONS_FACTORY.key())
          .stringType()
          .defaultValue(AtomicFlush.class.getName())
          .withDescription(
              "A class that changes RocksDB's options. Parley's own flushes all states of a"
                  + " subtask together: at a checkpoint the task waits for one sync of the disk"
                  + " and not for one for each state.");

  static final ConfigOption<String> RESTART_STRATEGY =
      key(RestartStrategyOptions.RESTART_STRATEGY.key())
          .stringType()
          .defaultValue("exponential-delay")
          .withDescription(
              "How the job restarts after a failure: at once, and less and less often while the"
                  + " cause lasts.");

  static final ConfigOption<Duration> RESTART_INITIAL_BACKOFF =
      key(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF.key())
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription("Pause before the first restart.");

  static final ConfigOption<Duration> RESTART_MAX_BACKOFF =
      key(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF.key())
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription("Longest pause between restarts.");

  static final ConfigOption<Duration> RESTART_RESET =
      key(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD.key())
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription("After this time without a failure the pause is short again.");

  static final ConfigOption<Integer> MAX_PARALLELISM =
      key(PipelineOptions.MAX_PARALLELISM.key())
          .intType()
          .defaultValue(720)
          .withDescription(
              "Key groups. Fixed for the life of the state; 720 has 30 divisors, so the keys"
                  + " spread evenly at many parallelisms.");

  static final ConfigOption<Boolean> AUTO_GENERATE_UIDS =
      key(PipelineOptions.AUTO_GENERATE_UIDS.key())
          .booleanType()
          .defaultValue(false)
          .withDescription("With true, state would be lost by an edit of the job.");

  static final ConfigOption<Boolean> GENERIC_TYPES =
      key(PipelineOptions.GENERIC_TYPES.key())
          .booleanType()
          .defaultValue(false)
          .withDescription("With true, state would not survive an upgrade.");

  static final ConfigOption<Boolean> OBJECT_REUSE =
      key(PipelineOptions.OBJECT_REUSE.key())
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Saves a deep copy of each record between chained operators. Safe because no"
                  + " function changes a record that it was given.");

  static final ConfigOption<Duration> BUFFER_TIMEOUT =
      key(ExecutionOptions.BUFFER_TIMEOUT.key())
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "Longest time a record waits for its network buffer to fill, at each hop between"
                  + " tasks; 0 s sends each at once. Flink's own 100 ms would dominate the latency."
                  + " Any other value costs a thread for each output of each subtask, which wakes"
                  + " up that often: at 5 ms 14 % of a TaskManager's processor time.");

  /** The group for a job with a checkpoint a second. */
  public static final OptionGroup GROUP =
      OptionGroup.named("Flink, under Flink's own keys")
          .with(CHECKPOINT_INTERVAL, Range.atLeast(LEAST_INTERVAL))
          .with(CHECKPOINT_TIMEOUT, Range.atLeast(LEAST_INTERVAL))
          .with(TOLERABLE_FAILED_CHECKPOINTS, Range.atLeast(0))
          .with(CHECKPOINT_MODE, Range.only(CheckpointingMode.EXACTLY_ONCE))
          .with(CHECKPOINT_DIRECTORY)
          .with(CHECKPOINT_RETENTION)
          .with(RETAINED_CHECKPOINTS, Range.atLeast(1))
          .with(INCREMENTAL_CHECKPOINTS)
          .with(STATE_BACKEND)
          .with(ROCKSDB_THREADS, Range.atLeast(1))
          .with(ROCKSDB_DYNAMIC_LEVELS)
          .with(ROCKSDB_LEVEL_BASE)
          .with(ROCKSDB_FILE_SIZE)
          .with(ROCKSDB_BLOOM_FILTER)
          .with(ROCKSDB_OPTIONS_FACTORY)
          .with(RESTART_STRATEGY)
          .with(RESTART_INITIAL_BACKOFF, Range.positive())
          .with(RESTART_MAX_BACKOFF, Range.positive())
          .with(RESTART_RESET, Range.positive())
          .with(MAX_PARALLELISM, Range.between(1, 32_768))
          .with(AUTO_GENERATE_UIDS, Range.only(false))
          .with(GENERIC_TYPES, Range.only(false))
          .with(OBJECT_REUSE)
          .with(BUFFER_TIMEOUT, Range.notNegative());

  private static final List<ConfigOption<?>> ALL = GROUP.options();

  /** The group for a job with another default of the time between checkpoints. */
  static OptionGroup checkpointingEvery(Duration interval) {
    return GROUP.replacing(checkpointInterval(interval));
  }

  private static ConfigOption<Duration> checkpointInterval(Duration byDefault) {
    return key(CheckpointingOptions.CHECKPOINTING_INTERVAL.key())
        .durationType()
        .defaultValue(byDefault)
        .withDescription(
            "Time between checkpoints, hence between commits: a `read_committed` reader is about"
                + " this far behind. A `read_uncommitted` reader does not wait for it. After a"
                + " failure the job does again what it has done since the last checkpoint.");
  }

  /** Reads the group. */
  public static EngineOptions read(OptionReader reader) {
    Configuration given = new Configuration();
    Configuration defaults = new Configuration();
    ALL.forEach(option -> copy(reader, option, given, defaults));
    return new EngineOptions(given, defaults);
  }

  private static <T> void copy(
      OptionReader reader, ConfigOption<T> option, Configuration given, Configuration defaults) {
    reader.explicit(option).ifPresent(value -> given.set(option, value));
    if (option.hasDefaultValue()) {
      defaults.set(option, reader.byDefault(option));
    }
  }

  /** Settles the engine's settings in an environment that knows Flink's configuration. */
  public void applyTo(StreamExecutionEnvironment environment) {
    Configuration settings = new Configuration();
    for (ConfigOption<?> option : ALL) {
      if (environment.getConfiguration().getOptional(option).isEmpty()) {
        take(option, defaults, settings);
      }
      take(option, given, settings);
    }
    environment.configure(settings);
  }

  private static <T> void take(ConfigOption<T> option, Configuration from, Configuration to) {
    from.getOptional(option).ifPresent(value -> to.set(option, value));
  }
}
