package io.parley.checker.deliveries;

import io.parley.schemas.gateway.GatewayState;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The times at which each incarnation of each gateway was alive, by {@code chat.gateways}. An
 * incarnation ends with its DOWN, with the first record of a higher incarnation, or when it gives
 * no sign of life for longer than the lease. If an incarnation gives a sign of life after such a
 * silence, its sessions are neither certainly alive nor certainly over. In memory are a few numbers
 * for each incarnation, its silences, and the seconds in which any gateway gave a sign.
 *
 * <p>If no gateway at all gives a sign for {@link #ALL_SILENT_MILLIS}, the broker's clock has
 * jumped, or the broker stood still and nobody could write. Then the silence counts from the end of
 * that time, as the router counts it from the jump.
 *
 * <p>The topic keeps its records for an hour. A session that began before the oldest record that is
 * left of its gateway is not certainly alive.
 */
final class GatewayLives {

  /** As the router's option {@code routing.gateway.lease}. */
  static final long LEASE_MILLIS = 15_000;

  /** Longer than a restart of the broker. */
  static final long ALL_SILENT_MILLIS = 60_000;

  /** The router looks a gateway up at its next retry, and the longest delay is a minute + 20 %. */
  static final long LOOKED_UP_WITHIN_MILLIS = 75_000;

  /** The router treats an incarnation or epoch further ahead of its record as a dead letter. */
  static final long AHEAD_MILLIS = 600_000;

  /** No end is known. */
  static final long NEVER = Long.MAX_VALUE;

  private final Map<Long, TreeMap<Long, Incarnation>> gateways = new HashMap<>();
  private final TreeSet<Long> secondsWithSigns = new TreeSet<>();

  private static final class Incarnation {
    private final long firstSign;
    private long lastSign;
    private long downAt = NEVER;
    // By the last sign before a silence, the first sign after it.
    private final TreeMap<Long, Long> silences = new TreeMap<>();

    Incarnation(long firstSign) {
      this.firstSign = firstSign;
      this.lastSign = firstSign;
    }

    void heard(GatewayState state, long at) {
      if (at - lastSign > LEASE_MILLIS) {
        silences.put(lastSign, at);
      }
      lastSign = Math.max(lastSign, at);
      if (state == GatewayState.DOWN) {
        downAt = Math.min(downAt, at);
      }
    }
  }

  /** Takes a record. The records of one gateway come in the order of their partition. */
  void heard(long gateway, long incarnation, GatewayState state, long at) {
    if (state == GatewayState.UNKNOWN || incarnation > at + AHEAD_MILLIS) {
      return;
    }
    secondsWithSigns.add(at / 1_000);
    gateways
        .computeIfAbsent(gateway, any -> new TreeMap<>())
        .computeIfAbsent(incarnation, any -> new Incarnation(at))
        .heard(state, at);
  }

  /**
   * The time until which an incarnation was certainly alive, if it was alive at a given time.
   *
   * @param end of the history
   * @return {@link #NEVER} if it is alive at the end of the history, {@code from} if it may have
   *     been over already
   */
  long aliveUntil(long gateway, long incarnation, long from, long end) {
    Incarnation life = find(gateway, incarnation);
    if (life == null || life.firstSign - from > LEASE_MILLIS) {
      return from;
    }
    long ended = endedAt(gateway, incarnation, life);
    Map.Entry<Long, Long> silence = life.silences.lowerEntry(from);
    if (silence != null && silence.getValue() > from) {
      return from;
    }
    silence = life.silences.ceilingEntry(from);
    long silent =
        silence != null
            ? silence.getKey()
            : end - life.lastSign > LEASE_MILLIS ? life.lastSign : NEVER;
    return Math.max(from, Math.min(ended, silent));
  }

  /** The time since which an incarnation has been over, seen at a given time, or {@link #NEVER}. */
  long overSince(long gateway, long incarnation, long at) {
    Incarnation life = find(gateway, incarnation);
    if (life == null) {
      return NEVER;
    }
    long ended = endedAt(gateway, incarnation, life);
    if (ended < at) {
      return ended;
    }
    Map.Entry<Long, Long> silence = life.silences.lowerEntry(at);
    boolean isSilent = silence != null && silence.getValue() > at;
    long lastSign = silentSince(isSilent ? silence.getKey() : life.lastSign);
    boolean isLapsed = (isSilent || life.lastSign < at) && lastSign + LEASE_MILLIS < at;
    return isLapsed ? lastSign + LEASE_MILLIS : NEVER;
  }

  private long silentSince(long lastSign) {
    Long next = secondsWithSigns.higher(lastSign / 1_000);
    boolean allWereSilent = next != null && next * 1_000 - lastSign > ALL_SILENT_MILLIS;
    return allWereSilent ? next * 1_000 : lastSign;
  }

  /**
   * The latest time until which the router may take an incarnation for alive. {@link #NEVER} if the
   * router may still do so at the end of the history.
   */
  long aliveAtMostUntil(long gateway, long incarnation, long end) {
    Incarnation life = find(gateway, incarnation);
    if (life == null) {
      return NEVER;
    }
    long silent = end - life.lastSign > LEASE_MILLIS ? life.lastSign + LEASE_MILLIS : NEVER;
    long ended = Math.min(endedAt(gateway, incarnation, life), silent);
    return ended == NEVER ? NEVER : ended + LOOKED_UP_WITHIN_MILLIS;
  }

  private Incarnation find(long gateway, long incarnation) {
    TreeMap<Long, Incarnation> incarnations = gateways.get(gateway);
    return incarnations == null ? null : incarnations.get(incarnation);
  }

  private long endedAt(long gateway, long incarnation, Incarnation life) {
    long replacedAt =
        gateways.get(gateway).tailMap(incarnation, false).values().stream()
            .mapToLong(later -> later.firstSign)
            .min()
            .orElse(NEVER);
    return Math.min(life.downAt, replacedAt);
  }
}
