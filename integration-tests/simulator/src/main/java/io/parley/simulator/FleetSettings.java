package io.parley.simulator;

import java.time.Duration;

/**
 * The settings of a fleet.
 *
 * @param seed of all random choices
 * @param tag the beginning of every client_message_id. Two fleets on one stack need different tags.
 * @param gateways the number of gateways
 * @param devicesPerUser each user has 1 to this many
 * @param presence how devices come and go
 * @param lossShare the share of deliveries that are lost between gateway and device, 0 to 1
 * @param forgetfulShare the share of commands whose first ack a device loses, so that it sends them
 *     again, 0 to 1
 * @param readingDelay the mean time that people take to read
 * @param inFlight most commands without an ack. At this number the script waits, and its clock goes
 *     on.
 */
public record FleetSettings(
    long seed,
    String tag,
    int gateways,
    int devicesPerUser,
    Presence presence,
    double lossShare,
    double forgetfulShare,
    Duration readingDelay,
    int inFlight) {

  /**
   * How devices come and go.
   *
   * @param online mean time of a connection. With zero, devices stay connected.
   * @param offline mean time between connections
   * @param gatewayLife mean time between crashes of a gateway, which is started again a second
   *     later. With zero, no gateway crashes.
   */
  public record Presence(Duration online, Duration offline, Duration gatewayLife) {

    /** Devices stay connected. */
    public static final Presence STEADY = new Presence(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Connections of a minute or so, absences of some seconds. */
    public static final Presence RESTLESS =
        new Presence(Duration.ofSeconds(60), Duration.ofSeconds(8), Duration.ofSeconds(25));
  }

  /** Settings with every kind of trouble. */
  public static FleetSettings of(long seed) {
    return new FleetSettings(
        seed,
        Long.toHexString(seed),
        3,
        2,
        Presence.RESTLESS,
        0.001,
        0.01,
        Duration.ofSeconds(1),
        20_000);
  }

  /** Settings without trouble, for latencies and for tests that cause trouble themselves. */
  public static FleetSettings calm(long seed) {
    FleetSettings lively = of(seed);
    return new FleetSettings(
        seed,
        lively.tag,
        lively.gateways,
        lively.devicesPerUser,
        Presence.STEADY,
        0,
        0,
        lively.readingDelay,
        lively.inFlight);
  }

  /** The same with other numbers of devices and gateways. */
  public FleetSettings with(int gatewayCount, int maxDevicesPerUser) {
    return new FleetSettings(
        seed,
        tag,
        gatewayCount,
        maxDevicesPerUser,
        presence,
        lossShare,
        forgetfulShare,
        readingDelay,
        inFlight);
  }

  /** The same with another bound of commands without an ack. */
  public FleetSettings withInFlight(int commands) {
    return new FleetSettings(
        seed,
        tag,
        gateways,
        devicesPerUser,
        presence,
        lossShare,
        forgetfulShare,
        readingDelay,
        commands);
  }
}
