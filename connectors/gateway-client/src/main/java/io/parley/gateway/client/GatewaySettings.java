package io.parley.gateway.client;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The settings of a gateway. Immutable. {@link #of} gives the defaults, and the {@code with}
 * methods change one value each.
 */
public final class GatewaySettings {

  /** The default of {@link #withMostReads}. */
  public static final int DEFAULT_MOST_READS = 32;

  private String gatewayId;
  private UnaryOperator<String> topicName = name -> name;
  private long incarnationAbove;
  private Duration aliveInterval = Duration.ofSeconds(2);
  private Duration lease = Duration.ofSeconds(15);
  private Duration receiptDelay = Duration.ofMillis(100);
  private Duration retryAfter = Duration.ofSeconds(5);
  private Duration longestRetry = Duration.ofMinutes(1);
  private Duration pageSharing = Duration.ofMillis(250);
  private int mostPendingCommands = 256;
  private int mostQueued = 1_000;
  private int pageSize = 200;
  private int mostReads = DEFAULT_MOST_READS;

  private GatewaySettings() {}

  /**
   * The defaults.
   *
   * @param gatewayId 1 to 64 characters, different for each gateway that runs at the same time
   */
  public static GatewaySettings of(String gatewayId) {
    GatewaySettings settings = new GatewaySettings();
    settings.gatewayId = Ids.check("gateway_id", gatewayId);
    return settings;
  }

  /**
   * The names of the topics on the brokers; those of the contract unless a deployment has a prefix
   * or a later generation of a topic.
   *
   * @param topicName from the name in the contract, such as {@code chat.commands}
   */
  public GatewaySettings withTopicNames(UnaryOperator<String> topicName) {
    GatewaySettings copy = copy();
    copy.topicName = Objects.requireNonNull(topicName);
    return copy;
  }

  /**
   * The last incarnation of this gateway, if it is known. The next one is the clock's milliseconds,
   * and at least one above this. Needed only where the clock may have gone back between two starts.
   */
  public GatewaySettings withIncarnationAbove(long incarnation) {
    GatewaySettings copy = copy();
    copy.incarnationAbove = incarnation;
    return copy;
  }

  /** Time between two signs of life. Must be well below the router's lease; default 2 s. */
  public GatewaySettings withAliveInterval(Duration interval) {
    GatewaySettings copy = copy();
    copy.aliveInterval = positive("aliveInterval", interval);
    return copy;
  }

  /**
   * The router's lease, option {@code routing.gateway.lease}; default 15 s. If Kafka takes no sign
   * of life for longer than that, the router has ended the incarnation, and the gateway begins a
   * new one.
   */
  public GatewaySettings withLease(Duration newLease) {
    GatewaySettings copy = copy();
    copy.lease = positive("lease", newLease);
    return copy;
  }

  /** How long receipts are gathered; zero sends each at once. At most and by default 100 ms. */
  public GatewaySettings withReceiptDelay(Duration delay) {
    if (delay.isNegative() || delay.toMillis() > 100) {
      throw new IllegalArgumentException(
          "receiptDelay is " + delay + ", expected 0 to 100 ms: later receipts repeat deliveries");
    }
    GatewaySettings copy = copy();
    copy.receiptDelay = delay;
    return copy;
  }

  /** How long a command waits for its ack before it is sent again; doubled each time up to most. */
  public GatewaySettings withRetry(Duration first, Duration most) {
    GatewaySettings copy = copy();
    copy.retryAfter = positive("retryAfter", first);
    copy.longestRetry = positive("longestRetry", most);
    return copy;
  }

  /**
   * How long after the start of a read its page is given to others who ask for the same; default
   * 250 ms. A deleted message may be handed out for that long after its deletion. Zero shares only
   * reads that are still under way.
   */
  public GatewaySettings withPageSharing(Duration time) {
    GatewaySettings copy = copy();
    copy.pageSharing = time;
    return copy;
  }

  /** Most commands of a session without an ack; default 256. */
  public GatewaySettings withMostPendingCommands(int most) {
    GatewaySettings copy = copy();
    copy.mostPendingCommands = positive("mostPendingCommands", most);
    return copy;
  }

  /** Most events kept for a connection that cannot take more; default 1,000. */
  public GatewaySettings withMostQueued(int most) {
    GatewaySettings copy = copy();
    copy.mostQueued = positive("mostQueued", most);
    return copy;
  }

  /** Events per page of the history; default 200. */
  public GatewaySettings withPageSize(int size) {
    GatewaySettings copy = copy();
    copy.pageSize = positive("pageSize", size);
    return copy;
  }

  /** Most reads of the history under way at a time; default 32. */
  public GatewaySettings withMostReads(int most) {
    GatewaySettings copy = copy();
    copy.mostReads = positive("mostReads", most);
    return copy;
  }

  public String gatewayId() {
    return gatewayId;
  }

  String topic(String name) {
    return topicName.apply(name);
  }

  long incarnationAbove() {
    return incarnationAbove;
  }

  Duration aliveInterval() {
    return aliveInterval;
  }

  Duration lease() {
    return lease;
  }

  Duration receiptDelay() {
    return receiptDelay;
  }

  Duration retryAfter() {
    return retryAfter;
  }

  Duration longestRetry() {
    return longestRetry;
  }

  Duration pageSharing() {
    return pageSharing;
  }

  int mostPendingCommands() {
    return mostPendingCommands;
  }

  int mostQueued() {
    return mostQueued;
  }

  /** Deliveries, the pages of syncs, and the answers to two times the commands that may wait. */
  int mostQueuedWithAnswers() {
    return mostQueued + Syncs.MOST_AT_ONCE * pageSize + 2 * mostPendingCommands;
  }

  int pageSize() {
    return pageSize;
  }

  int mostReads() {
    return mostReads;
  }

  private GatewaySettings copy() {
    GatewaySettings copy = new GatewaySettings();
    copy.gatewayId = gatewayId;
    copy.topicName = topicName;
    copy.incarnationAbove = incarnationAbove;
    copy.aliveInterval = aliveInterval;
    copy.lease = lease;
    copy.receiptDelay = receiptDelay;
    copy.retryAfter = retryAfter;
    copy.longestRetry = longestRetry;
    copy.pageSharing = pageSharing;
    copy.mostPendingCommands = mostPendingCommands;
    copy.mostQueued = mostQueued;
    copy.pageSize = pageSize;
    copy.mostReads = mostReads;
    return copy;
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + ", expected more than 0");
    }
    return value;
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
    }
    return value;
  }
}
