package io.parley.samples.analytics;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * How many messages are unread, over all users and conversations, from {@code chat.read-cursors}.
 * For one thread.
 *
 * <p>It keeps an entry for each user and conversation in which something is unread. When there are
 * too many, it keeps only every second one, chosen by a hash of the key, then every fourth, and so
 * on. So memory is bounded, and the sum becomes an estimate.
 */
final class UnreadBacklog {

  private final int most;
  private final Map<Long, Integer> unreadByKey = new HashMap<>();
  private int halvings;
  private long sum;

  UnreadBacklog(int most) {
    this.most = most;
  }

  /**
   * Takes the newest cursor of a user in a conversation.
   *
   * @param key the record's key
   * @param unread 0 also if the user has left
   */
  void set(String key, int unread) {
    long hash = mixed(key);
    if (!isSampled(hash)) {
      return;
    }
    Integer before = unread > 0 ? unreadByKey.put(hash, unread) : unreadByKey.remove(hash);
    sum += Math.max(0, unread) - (before == null ? 0 : before);
    while (unreadByKey.size() > most) {
      halve();
    }
  }

  private void halve() {
    halvings++;
    Iterator<Map.Entry<Long, Integer>> entries = unreadByKey.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Long, Integer> entry = entries.next();
      if (!isSampled(entry.getKey())) {
        sum -= entry.getValue();
        entries.remove();
      }
    }
  }

  private boolean isSampled(long hash) {
    return (hash & ((1L << halvings) - 1)) == 0;
  }

  /** 64 bits of a key, well mixed, so that the lowest bits are a fair choice. */
  private static long mixed(String key) {
    long hash = 1125899906842597L;
    for (int i = 0; i < key.length(); i++) {
      hash = 31 * hash + key.charAt(i);
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** Unread messages. */
  long messages() {
    return sum << halvings;
  }

  /** Pairs of a user and a conversation in which something is unread. */
  long places() {
    return (long) unreadByKey.size() << halvings;
  }

  /** Whether the figures are exact and no estimates. */
  boolean isExact() {
    return halvings == 0;
  }

  /** The entries in memory. */
  int size() {
    return unreadByKey.size();
  }
}
