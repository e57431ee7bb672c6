package io.parley.ingest;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.parley.common.env.JobOptions;
import io.parley.common.env.PlatformOptions;
import io.parley.common.options.OptionGroup;
import io.parley.common.options.OptionReader;
import io.parley.common.options.Range;
import io.parley.ingest.domain.DecisionLimits;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options of this job.
 *
 * @param platform the systems that the job runs on
 * @param datacenter the number of the datacenter in every id
 * @param limits the limits that decisions depend on
 * @param stateMargin how much longer than the longest horizon the state of a quiet conversation is
 *     kept
 * @param commandsTopic the present generation of the topic of commands
 * @param maxClockStep the largest step of a broker's clock that is believed at once
 */
public record IngestOptions(
    PlatformOptions platform,
    int datacenter,
    DecisionLimits limits,
    Duration stateMargin,
    String commandsTopic,
    Duration maxClockStep)
    implements JobOptions {

  public static final ConfigOption<Integer> DATACENTER =
      key("ingest.datacenter")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Number of this data center in the ids. Two jobs that number commands at the same"
                  + " time must not share it.");

  public static final ConfigOption<Duration> DEDUP_HORIZON =
      key("ingest.dedup-horizon")
          .durationType()
          .defaultValue(Duration.ofDays(7))
          .withDescription("How long, in record time, a repeated command is recognised.");

  public static final ConfigOption<Duration> EDIT_HORIZON =
      key("ingest.edit-horizon")
          .durationType()
          .defaultValue(Duration.ofDays(7))
          .withDescription(
              "How long, in record time, a message can be edited or deleted, and the target of a"
                  + " reply is verified.");

  public static final ConfigOption<Duration> STATE_MARGIN =
      key("ingest.state-margin")
          .durationType()
          .defaultValue(Duration.ofDays(14))
          .withDescription(
              "How much longer than the longest horizon the state of a quiet conversation is kept."
                  + " At least the age that an unread command can reach, so that no replay can"
                  + " tell: the retention of `chat.commands` and the time its segments stay open."
                  + " Less than that is refused at the start.");

  public static final ConfigOption<String> COMMANDS_TOPIC =
      key("ingest.commands-topic")
          .stringType()
          .defaultValue(Topics.COMMANDS)
          .withDescription(
              "The topic of commands, without `kafka.topic-prefix`. Another name is a newer"
                  + " generation of the topic, with more partitions; GENERATIONS.md has the way"
                  + " there.");

  public static final ConfigOption<Duration> MAX_CLOCK_STEP =
      key("ingest.max-clock-step")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription(
              "The largest step forward of the broker's time, from a partition's command to its"
                  + " next, that is believed at once. A larger one is believed if the sender's"
                  + " clock or the machine's agrees to within the same time, and rejected"
                  + " otherwise.");

  public static final ConfigOption<Integer> MAX_MEMBER_CHANGES =
      key("ingest.members.max-changes")
          .intType()
          .defaultValue(1_000)
          .withDescription("Longest list of a ChangeMembers command; a longer one is rejected.");

  public static final ConfigOption<Integer> MAX_MEMBERS =
      key("ingest.members.max")
          .intType()
          .defaultValue(100_000)
          .withDescription("Most members of a group; a change beyond is rejected.");

  /**
   * The most members that a group can be allowed. The write timestamp of a message's status is the
   * message's time and up to members² microseconds, which are 1.9 days at this bound. ScyllaDB
   * refuses timestamps more than three days ahead, and a broker's clock may be one day ahead.
   */
  private static final int MOST_MEMBERS = 400_000;

  public static final OptionGroup GROUP =
      OptionGroup.named("Ingest")
          .with(DATACENTER, Range.between(0, Snowflake.MAX_DATACENTER))
          .with(DEDUP_HORIZON, Range.positive())
          .with(EDIT_HORIZON, Range.positive())
          .with(STATE_MARGIN, Range.notNegative())
          .with(COMMANDS_TOPIC, Range.matching("[A-Za-z0-9._-]{1,180}", "1 to 180 of A-Za-z0-9._-"))
          .with(MAX_CLOCK_STEP, Range.positive())
          .with(MAX_MEMBER_CHANGES, Range.between(2, 5_000))
          .with(MAX_MEMBERS, Range.between(2, MOST_MEMBERS));

  /** All options of the job, in the order of the reference table. */
  public static final List<OptionGroup> GROUPS = PlatformOptions.groupsAfter(GROUP);

  /** Reads all groups. */
  public static IngestOptions read(OptionReader reader) {
    return new IngestOptions(
        PlatformOptions.read(reader),
        reader.get(DATACENTER),
        limits(reader),
        reader.get(STATE_MARGIN),
        reader.get(COMMANDS_TOPIC),
        reader.get(MAX_CLOCK_STEP));
  }

  /** The topic of commands has generations; the others are those of the catalogue. */
  @Override
  public String topic(String catalogueName) {
    return platform
        .kafka()
        .topic(catalogueName.equals(Topics.COMMANDS) ? commandsTopic : catalogueName);
  }

  private static DecisionLimits limits(OptionReader reader) {
    return new DecisionLimits(
        reader.get(DEDUP_HORIZON),
        reader.get(EDIT_HORIZON),
        reader.get(MAX_MEMBER_CHANGES),
        reader.get(MAX_MEMBERS));
  }
}
