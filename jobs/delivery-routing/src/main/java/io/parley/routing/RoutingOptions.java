package io.parley.routing;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.parley.common.env.JobOptions;
import io.parley.common.env.PlatformOptions;
import io.parley.common.options.OptionGroup;
import io.parley.common.options.OptionReader;
import io.parley.common.options.Range;
import io.parley.routing.domain.LargeGroupPolicy;
import io.parley.routing.domain.PushPolicy;
import io.parley.routing.domain.RoutingPolicy;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options of this job.
 *
 * @param platform the systems that the job runs on
 * @param large when a conversation is large, and the pace at which its members are told of new
 *     messages
 * @param routing limits and delays for the decisions about one user
 * @param maxClockAhead how far a gateway's time may be ahead of the broker's
 * @param tickInterval statuses and cursors of the same message or user within it are one delivery
 * @param rowInterval cursors of the same device and conversation within it are one row
 */
public record RoutingOptions(
    PlatformOptions platform,
    LargeGroupPolicy large,
    RoutingPolicy routing,
    Duration maxClockAhead,
    Duration tickInterval,
    Duration rowInterval)
    implements JobOptions {

  public static final ConfigOption<Integer> LARGE_GROUP =
      key("routing.large-group.threshold")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "A conversation with more members than this is large: its events go out once for each"
                  + " live gateway. It stays large until a tenth of the threshold has left.");

  public static final ConfigOption<Duration> GATEWAY_LEASE =
      key("routing.gateway.lease")
          .durationType()
          .defaultValue(Duration.ofSeconds(15))
          .withDescription(
              "A gateway without a sign of life for this long is silent, and nothing is sent to its"
                  + " sessions. Gateways give a sign every 2 s. After 20 times the lease its"
                  + " sessions have ended.");

  public static final ConfigOption<Duration> MAX_CLOCK_AHEAD =
      key("routing.gateway.max-clock-ahead")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "How far a session's epoch or a gateway's incarnation may be ahead of the time at"
                  + " which the broker took the record. Further, and the record is a dead letter:"
                  + " it would shut out all that come after it.");

  public static final ConfigOption<Integer> MAX_DEVICES =
      key("routing.devices.max")
          .intType()
          .defaultValue(16)
          .withDescription(
              "Known devices of a user. For one more, the job forgets the one that is gone longest."
                  + " If all are connected, the new one is refused.");

  public static final ConfigOption<Duration> DEVICE_RETENTION =
      key("routing.devices.retention")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription(
              "A device without a session for this long is forgotten, and with it what it has not"
                  + " acknowledged. It must then fetch its history as a new one does.");

  public static final ConfigOption<Duration> ACK_TIMEOUT =
      key("routing.ack-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How long a device has to acknowledge an event before a SYNC goes out. Doubled for"
                  + " each further SYNC.");

  public static final ConfigOption<Duration> MAX_DELAY =
      key("routing.sync.max-delay")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription("Limit of the doubling.");

  public static final ConfigOption<Double> JITTER =
      key("routing.sync.jitter")
          .doubleType()
          .defaultValue(0.2)
          .withDescription(
              "Share of the delay by which it is made shorter or longer. It follows from the ids,"
                  + " so a repetition is spread in the same way.");

  public static final ConfigOption<Integer> SYNCS_PER_SECOND =
      key("routing.sync.per-second")
          .intType()
          .defaultValue(2_000)
          .withDescription(
              "SYNCs for sessions that begin, per second and subtask. Below this rate they go out"
                  + " at once. Each is at least one read of the database.");

  public static final ConfigOption<Integer> IN_FLIGHT =
      key("routing.in-flight.max")
          .intType()
          .defaultValue(64)
          .withDescription(
              "Events that go to a device in one conversation without any acknowledgement. One"
                  + " more, and the device gets a SYNC instead.");

  public static final ConfigOption<Duration> RECEIPT_TOLERANCE =
      key("routing.receipts.tolerance")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How far ahead of its own time a receipt for a large conversation may acknowledge."
                  + " Further, and it is refused: the device would miss what is yet to come.");

  public static final ConfigOption<PushPolicy> PUSH_POLICY =
      key("routing.push.policy")
          .enumType(PushPolicy.class)
          .defaultValue(PushPolicy.USER)
          .withDescription(
              "USER: a message is pushed to users without any live session. DEVICE: also to users"
                  + " of whom one known device has none, such as a phone in a pocket beside an open"
                  + " laptop, unless they read it.");

  public static final ConfigOption<Duration> PUSH_GRACE =
      key("routing.push.grace")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How long a message waits for a session or a receipt of its recipient before it is"
                  + " pushed.");

  public static final ConfigOption<Duration> QUIET_INTERVAL =
      key("routing.push.quiet-interval")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "After a push, none for the same user and conversation for this long. Then one for"
                  + " the newest message, if there was any.");

  public static final ConfigOption<Integer> MEMBERS_PER_SECOND =
      key("routing.push.members-per-second")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "Members of large conversations who are looked at per second and subtask, to push to"
                  + " those who are offline. A round over 100,000 members takes 100 s.");

  public static final ConfigOption<Duration> TICK_INTERVAL =
      key("routing.ticks.interval")
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription(
              "Statuses of one message, and read cursors of one user and conversation, that come"
                  + " within this time are one delivery.");

  public static final ConfigOption<Duration> ROW_INTERVAL =
      key("routing.device-cursors.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription(
              "Acknowledgements of one device in one conversation that come within this time are"
                  + " one row of `device_cursors`.");

  public static final OptionGroup GROUP =
      OptionGroup.named("Routing")
          .with(LARGE_GROUP, Range.atLeast(1))
          .with(GATEWAY_LEASE, Range.positive())
          .with(MAX_CLOCK_AHEAD, Range.positive())
          .with(MAX_DEVICES, Range.atLeast(1))
          .with(DEVICE_RETENTION, Range.positive())
          .with(ACK_TIMEOUT, Range.positive())
          .with(MAX_DELAY, Range.positive())
          .with(JITTER, Range.between(0.0, 1.0))
          .with(SYNCS_PER_SECOND, Range.atLeast(1))
          .with(IN_FLIGHT, Range.atLeast(1))
          .with(RECEIPT_TOLERANCE, Range.positive())
          .with(PUSH_POLICY)
          .with(PUSH_GRACE, Range.notNegative())
          .with(QUIET_INTERVAL, Range.positive())
          .with(MEMBERS_PER_SECOND, Range.atLeast(1))
          .with(TICK_INTERVAL, Range.positive())
          .with(ROW_INTERVAL, Range.positive());

  /** Gateways read deliveries before they are committed, so a long interval costs nobody time. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

  /** All options of the job, in the order of the reference table. */
  public static final List<OptionGroup> GROUPS =
      PlatformOptions.groupsAfter(GROUP, CHECKPOINT_INTERVAL);

  /** Reads all groups. */
  public static RoutingOptions read(OptionReader reader) {
    Duration quiet = reader.get(QUIET_INTERVAL);
    return new RoutingOptions(
        PlatformOptions.read(reader),
        new LargeGroupPolicy(
            reader.get(LARGE_GROUP), reader.get(MEMBERS_PER_SECOND), quiet.toMillis()),
        routing(reader, quiet),
        reader.get(MAX_CLOCK_AHEAD),
        reader.get(TICK_INTERVAL),
        reader.get(ROW_INTERVAL));
  }

  private static RoutingPolicy routing(OptionReader reader, Duration quiet) {
    return new RoutingPolicy(
        reader.get(GATEWAY_LEASE).toMillis(),
        reader.get(ACK_TIMEOUT).toMillis(),
        reader.get(MAX_DELAY).toMillis(),
        reader.get(JITTER),
        reader.get(IN_FLIGHT),
        reader.get(SYNCS_PER_SECOND),
        reader.get(MAX_DEVICES),
        reader.get(DEVICE_RETENTION).toMillis(),
        reader.get(PUSH_POLICY),
        reader.get(PUSH_GRACE).toMillis(),
        quiet.toMillis(),
        reader.get(RECEIPT_TOLERANCE).toMillis());
  }
}
