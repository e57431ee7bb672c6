package io.parley.common.env;

import io.parley.common.options.DatabaseOptions;
import io.parley.common.options.KafkaOptions;
import io.parley.common.options.OptionGroup;
import io.parley.common.options.OptionReader;
import io.parley.common.options.RegistryOptions;
import io.parley.common.options.SignatureOptions;
import java.time.Duration;
import java.util.List;

/** The options of the systems that a job runs on. All jobs share these groups. */
public record PlatformOptions(
    KafkaOptions kafka,
    RegistryOptions registry,
    DatabaseOptions database,
    SignatureOptions signatures,
    EngineOptions engine) {

  /** All options of a job, its own first, in the order of the reference table. */
  public static List<OptionGroup> groupsAfter(OptionGroup own) {
    return groupsAfter(own, EngineOptions.CHECKPOINT_INTERVAL.defaultValue());
  }

  /**
   * The same, with another default of the time between checkpoints.
   *
   * @param checkpointInterval longer where nobody waits for a commit; each checkpoint costs the
   *     same, however little was written since the last
   */
  public static List<OptionGroup> groupsAfter(OptionGroup own, Duration checkpointInterval) {
    return List.of(
        own,
        KafkaOptions.GROUP,
        RegistryOptions.GROUP,
        DatabaseOptions.GROUP,
        SignatureOptions.GROUP,
        EngineOptions.checkpointingEvery(checkpointInterval));
  }

  /** Reads the shared groups. */
  public static PlatformOptions read(OptionReader reader) {
    return new PlatformOptions(
        KafkaOptions.read(reader),
        RegistryOptions.read(reader),
        DatabaseOptions.read(reader),
        SignatureOptions.read(reader),
        EngineOptions.read(reader));
  }
}
