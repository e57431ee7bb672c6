package io.parley.checker.deliveries;

/**
 * One connection of a device, as {@code chat.sessions} tells.
 *
 * @param device digest of user and device
 * @param epoch as the gateway gave it
 * @param gateway digest of the gateway that holds it
 * @param incarnation of that gateway
 * @param from when its CONNECTED was appended, milliseconds since 1970
 * @param offset of its CONNECTED
 * @param closedAt when the first record was appended that closes it: its DISCONNECTED or
 *     LOGGED_OUT, or a higher epoch of the device; {@link GatewayLives#NEVER} if there is no such
 *     record
 * @param closedOffset of that record
 */
record Session(
    long device,
    long epoch,
    long gateway,
    long incarnation,
    long from,
    long offset,
    long closedAt,
    long closedOffset) {

  /** The time since which the session was certainly over, seen at a given time, or NEVER. */
  long overSince(GatewayLives gateways, long at) {
    long closed = closedAt < at ? closedAt : GatewayLives.NEVER;
    return Math.min(closed, gateways.overSince(gateway, incarnation, at));
  }

  /** The time until which the session was certainly alive. NEVER if it is alive at the end. */
  long aliveUntil(GatewayLives gateways, long end) {
    return Math.min(closedAt, gateways.aliveUntil(gateway, incarnation, from, end));
  }

  /** The latest time until which the router may take the session for alive. */
  long aliveAtMostUntil(GatewayLives gateways, long end) {
    return Math.min(closedAt, gateways.aliveAtMostUntil(gateway, incarnation, end));
  }
}
