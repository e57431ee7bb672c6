package io.parley.routing.device;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long sessions and devices are believed in.
 *
 * @param lease a session without a heartbeat for this long has ended
 * @param rest a session that counted as dead gets another chance after this long
 * @param deviceRetention a device without a session for this long is forgotten
 * @param maxDevices known devices of a user; the one gone longest is forgotten for a new one
 */
public record SessionPolicy(Duration lease, Duration rest, Duration deviceRetention, int maxDevices)
    implements Serializable {}
