package io.parley.routing;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.parley.common.env.JobOptions;
import io.parley.common.env.PlatformOptions;
import io.parley.common.options.OptionGroup;
import io.parley.common.options.OptionReader;
import io.parley.common.options.Range;
import io.parley.routing.conversation.LargeGroupPolicy;
import io.parley.routing.conversation.NudgePolicy;
import io.parley.routing.device.PendingPolicy;
import io.parley.routing.device.RedeliveryPolicy;
import io.parley.routing.device.Retention;
import io.parley.routing.device.RoutingPolicy;
import io.parley.routing.device.SessionPolicy;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * Everything that can be set about this job.
 *
 * @param platform the systems that it runs on
 * @param large when a conversation is broadcast, and how its members are nudged
 * @param sightingInterval how often a gateway that is heard of is reported
 * @param routing what decisions about a user depend on
 * @param retention after how long state expires that nobody cleared
 */
public record RoutingOptions(
    PlatformOptions platform,
    LargeGroupPolicy large,
    Duration sightingInterval,
    RoutingPolicy routing,
    Retention retention)
    implements JobOptions {

  public static final ConfigOption<Integer> LARGE_GROUP =
      key("routing.large-group.threshold")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "A conversation with more members than this is large: its events go out once for each"
                  + " live gateway. It stays large until a tenth of the threshold has left.");

  public static final ConfigOption<Duration> SIGHTING_INTERVAL =
      key("routing.gateway.sighting-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How often a gateway that is heard of is reported to the conversations. Well below"
                  + " the lease; a gateway that was not known is reported at once.");

  public static final ConfigOption<Duration> LEASE =
      key("routing.session.lease")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription(
              "A session without a heartbeat for this long has ended; likewise a gateway. Three"
                  + " times the interval of heartbeats, so that a late one does no harm.");

  public static final ConfigOption<Duration> REST =
      key("routing.session.rest")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "A session that counted as dead but still has heartbeats is tried again after this"
                  + " time.");

  public static final ConfigOption<Integer> MAX_DEVICES =
      key("routing.devices.max")
          .intType()
          .defaultValue(16)
          .withDescription(
              "Known devices of a user. One more makes the job forget the one that is gone"
                  + " longest.");

  public static final ConfigOption<Duration> DEVICE_RETENTION =
      key("routing.devices.retention")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription(
              "A device without a session for this long is forgotten, and with it what waits for"
                  + " it; it must then fetch its history as a new one does.");

  public static final ConfigOption<Duration> FIRST_DELAY =
      key("routing.redelivery.first-delay")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How long a delivery waits for its receipt before it goes out again; doubled for each"
                  + " further attempt.");

  public static final ConfigOption<Duration> MAX_DELAY =
      key("routing.redelivery.max-delay")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription("Limit of the doubling.");

  public static final ConfigOption<Double> JITTER =
      key("routing.redelivery.jitter")
          .doubleType()
          .defaultValue(0.2)
          .withDescription(
              "Share of the delay by which it is shortened or lengthened, drawn from the ids of"
                  + " what is sent.");

  public static final ConfigOption<Integer> ATTEMPTS =
      key("routing.redelivery.attempts")
          .intType()
          .defaultValue(5)
          .withDescription(
              "Attempts in one session. When they are used up the session counts as dead.");

  public static final ConfigOption<Integer> SESSIONS =
      key("routing.redelivery.sessions")
          .intType()
          .defaultValue(3)
          .withDescription(
              "After this many sessions' worth of attempts a message is set aside for the device,"
                  + " so that it no longer stands before the ones behind it.");

  public static final ConfigOption<Integer> PENDING_PER_CONVERSATION =
      key("routing.pending.per-conversation")
          .intType()
          .defaultValue(100)
          .withDescription(
              "Events that wait for a device in one conversation. One more, and the device gets a"
                  + " SYNC instead of all of them.");

  public static final ConfigOption<Integer> PENDING_PER_USER =
      key("routing.pending.per-user")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "Events that are stored for a user over all conversations. Beyond that, what comes"
                  + " for a conversation turns what waits there into a SYNC.");

  public static final ConfigOption<Duration> PENDING_RETENTION =
      key("routing.pending.retention")
          .durationType()
          .defaultValue(Duration.ofDays(7))
          .withDescription(
              "How long an event is stored for a device that is away. A device that comes later"
                  + " gets a SYNC.");

  public static final ConfigOption<Duration> RECEIPT_RETENTION =
      key("routing.receipts.retention")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How long a receipt is remembered that may overtake its event. Longer than the"
                  + " longest time to catch up after an outage.");

  public static final ConfigOption<Duration> RECEIPT_TOLERANCE =
      key("routing.receipts.tolerance")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How far ahead of this job's clock the message of a receipt may be. Further, and the"
                  + " receipt is refused: it would settle what is yet to come.");

  public static final ConfigOption<Duration> QUIET_INTERVAL =
      key("routing.push.quiet-interval")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "After a push request, none for the same user and conversation for this long; then"
                  + " one for the newest message, if there was any.");

  public static final ConfigOption<Integer> NUDGES =
      key("routing.push.nudges-per-second")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "Members of large conversations who are looked at in a second, for each subtask of"
                  + " the fan-out, to push to those who are away. A round over 100,000 members thus"
                  + " takes 100 s.");

  public static final OptionGroup GROUP =
      OptionGroup.named("Routing")
          .with(LARGE_GROUP, Range.atLeast(1))
          .with(SIGHTING_INTERVAL, Range.positive())
          .with(LEASE, Range.positive())
          .with(REST, Range.positive())
          .with(MAX_DEVICES, Range.atLeast(1))
          .with(DEVICE_RETENTION, Range.positive())
          .with(FIRST_DELAY, Range.positive())
          .with(MAX_DELAY, Range.positive())
          .with(JITTER, Range.between(0.0, 1.0))
          .with(ATTEMPTS, Range.atLeast(1))
          .with(SESSIONS, Range.atLeast(1))
          .with(PENDING_PER_CONVERSATION, Range.atLeast(1))
          .with(PENDING_PER_USER, Range.atLeast(1))
          .with(PENDING_RETENTION, Range.positive())
          .with(RECEIPT_RETENTION, Range.positive())
          .with(RECEIPT_TOLERANCE, Range.positive())
          .with(QUIET_INTERVAL, Range.positive())
          .with(NUDGES, Range.atLeast(1));

  /** All options of the job, in the order of the reference table. */
  public static final List<OptionGroup> GROUPS = PlatformOptions.groupsAfter(GROUP);

  /** Reads all groups. */
  public static RoutingOptions read(OptionReader reader) {
    Duration quiet = reader.get(QUIET_INTERVAL);
    return new RoutingOptions(
        PlatformOptions.read(reader),
        new LargeGroupPolicy(reader.get(LARGE_GROUP), new NudgePolicy(quiet, reader.get(NUDGES))),
        reader.get(SIGHTING_INTERVAL),
        routing(reader, quiet),
        new Retention(
            reader.get(DEVICE_RETENTION),
            reader.get(PENDING_RETENTION),
            reader.get(RECEIPT_RETENTION)));
  }

  private static RoutingPolicy routing(OptionReader reader, Duration quiet) {
    return new RoutingPolicy(
        new SessionPolicy(
            reader.get(LEASE),
            reader.get(REST),
            reader.get(DEVICE_RETENTION),
            reader.get(MAX_DEVICES)),
        new RedeliveryPolicy(
            reader.get(FIRST_DELAY),
            reader.get(MAX_DELAY),
            reader.get(JITTER),
            reader.get(ATTEMPTS),
            reader.get(SESSIONS)),
        new PendingPolicy(reader.get(PENDING_PER_CONVERSATION), reader.get(PENDING_PER_USER)),
        reader.get(RECEIPT_RETENTION),
        quiet,
        reader.get(RECEIPT_TOLERANCE));
  }
}
