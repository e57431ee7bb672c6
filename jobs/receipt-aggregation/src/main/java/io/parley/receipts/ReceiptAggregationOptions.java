package io.parley.receipts;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.parley.common.env.JobOptions;
import io.parley.common.env.PlatformOptions;
import io.parley.common.options.OptionGroup;
import io.parley.common.options.OptionReader;
import io.parley.common.options.Range;
import io.parley.receipts.domain.LedgerRules;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options of this job.
 *
 * @param platform the systems that the job runs on
 * @param rules bounds of the state and pace of the writes
 * @param eventTime how event time advances
 */
public record ReceiptAggregationOptions(
    PlatformOptions platform, LedgerRules rules, EventTime eventTime) implements JobOptions {

  /**
   * How event time advances.
   *
   * @param disorder a record may be this much older than an earlier record of its partition
   * @param idleness a partition without a record for this long no longer holds event time up
   * @param drift how far the newer of the two inputs may run ahead of the older
   * @param lateness how long after its end a window of the statistics can be updated
   */
  public record EventTime(Duration disorder, Duration idleness, Duration drift, Duration lateness)
      implements Serializable {}

  public static final ConfigOption<Duration> COALESCE =
      key("receipts.coalesce")
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription(
              "How long changes by receipts are gathered before they are written as one update"
                  + " a row.");

  public static final ConfigOption<Duration> COALESCE_UNREAD =
      key("receipts.coalesce-unread")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription(
              "The same for what follows from a message alone: unread counts of its recipients,"
                  + " cursors of its sender. What is back where it was by then is not written.");

  public static final ConfigOption<Integer> UNREAD_COUNTS_PER_SECOND =
      key("receipts.unread-counts-per-second")
          .intType()
          .defaultValue(10_000)
          .withDescription(
              "Unread counts of one conversation written a second because of new messages, in"
                  + " steps of a fifth; a group of 100,000 thus gets its unread counts every 10 s."
                  + " One's own receipt does not wait for it.");

  public static final ConfigOption<Integer> ROWS_MAX_RECIPIENTS =
      key("receipts.rows.max-recipients")
          .intType()
          .defaultValue(256)
          .withDescription(
              "Recipients up to which it is kept who got and read a message, and when. Above it"
                  + " cursors and counts only.");

  public static final ConfigOption<Integer> MESSAGES_MAX =
      key("receipts.messages.max")
          .intType()
          .defaultValue(10_000)
          .withDescription("Messages of a conversation in state; the oldest leave first.");

  public static final ConfigOption<Duration> MESSAGES_HORIZON =
      key("receipts.messages.horizon")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription(
              "Age, in event time, at which a message that not all have read leaves the state. Its"
                  + " last status stays in the table.");

  public static final ConfigOption<Duration> MESSAGES_SETTLE =
      key("receipts.messages.settle")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "How long, in event time, a message that all have read stays in state, so that an"
                  + " earlier receipt that comes later can still correct a time.");

  public static final ConfigOption<Integer> PENDING_PER_USER =
      key("receipts.pending.per-user")
          .intType()
          .defaultValue(2_048)
          .withDescription(
              "Receipts of a user in a conversation that may wait for their events: some for each"
                  + " second that receipts may run ahead. Beyond it one goes that another implies,"
                  + " and the time of a status may come out later than before a restart.");

  public static final ConfigOption<Integer> PENDING_STRANGERS =
      key("receipts.pending.strangers")
          .intType()
          .defaultValue(10_000)
          .withDescription(
              "The same for all users together who are no members of the conversation when the"
                  + " receipt comes; beyond it they are rejected. Members have no such bound.");

  public static final ConfigOption<Duration> PENDING_AT_MOST =
      key("receipts.pending.at-most")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How long, in event time, a receipt waits for its event, from the later of its own"
                  + " time and the time in the id that it names.");

  public static final ConfigOption<Duration> DISORDER =
      key("receipts.event-time.disorder")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription(
              "How much older than the one before it a record of a partition may be without being"
                  + " late.");

  public static final ConfigOption<Duration> IDLENESS =
      key("receipts.event-time.idleness")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "After this time without a record a partition does not hold the windows open.");

  public static final ConfigOption<Duration> DRIFT =
      key("receipts.event-time.drift")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription(
              "How far one input may run ahead of the other, in event time: with a backlog,"
                  + " receipts would otherwise come hours before their events and wait in state.");

  public static final ConfigOption<Duration> LATENESS =
      key("receipts.stats.lateness")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "How long after its end a window of the statistics can still be updated. What comes"
                  + " later is counted in `numLateRecordsDropped`.");

  public static final OptionGroup GROUP =
      OptionGroup.named("Receipt aggregation")
          .with(COALESCE, Range.between(Duration.ZERO, Duration.ofMillis(999)))
          .with(COALESCE_UNREAD, Range.between(Duration.ZERO, Duration.ofMinutes(1)))
          .with(UNREAD_COUNTS_PER_SECOND, Range.atLeast(1))
          .with(ROWS_MAX_RECIPIENTS, Range.between(0, 1_000))
          .with(MESSAGES_MAX, Range.atLeast(1))
          .with(MESSAGES_HORIZON, Range.between(Duration.ofMillis(1), Duration.ofDays(49)))
          .with(MESSAGES_SETTLE, Range.notNegative())
          .with(PENDING_PER_USER, Range.atLeast(2))
          .with(PENDING_STRANGERS, Range.atLeast(1))
          .with(PENDING_AT_MOST, Range.positive())
          .with(DISORDER, Range.notNegative())
          .with(IDLENESS, Range.positive())
          .with(DRIFT, Range.positive())
          .with(LATENESS, Range.notNegative());

  /** Gateways read statuses before they are committed, so a long interval costs nobody time. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

  /** All options of the job, in the order of the reference table. */
  public static final List<OptionGroup> GROUPS =
      PlatformOptions.groupsAfter(GROUP, CHECKPOINT_INTERVAL);

  /** Reads all groups. */
  public static ReceiptAggregationOptions read(OptionReader reader) {
    return new ReceiptAggregationOptions(
        PlatformOptions.read(reader),
        rules(reader),
        new EventTime(
            reader.get(DISORDER), reader.get(IDLENESS), reader.get(DRIFT), reader.get(LATENESS)));
  }

  private static LedgerRules rules(OptionReader reader) {
    return new LedgerRules(
        reader.get(ROWS_MAX_RECIPIENTS),
        reader.get(MESSAGES_MAX),
        reader.get(MESSAGES_HORIZON),
        reader.get(MESSAGES_SETTLE),
        reader.get(PENDING_PER_USER),
        reader.get(PENDING_STRANGERS),
        reader.get(PENDING_AT_MOST),
        reader.get(COALESCE),
        reader.get(COALESCE_UNREAD),
        reader.get(UNREAD_COUNTS_PER_SECOND));
  }
}
