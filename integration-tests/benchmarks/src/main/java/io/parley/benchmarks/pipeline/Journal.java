package io.parley.benchmarks.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A journal of the times at which messages were due, and of the latencies from there. Safe for use
 * by several threads.
 *
 * <p>A latency runs from the moment when a message was due, not from the moment when the generator
 * sent it. So a stall of generator, broker or job counts for every message that it delays.
 */
final class Journal {

  private static final int CAPACITY = 1 << 21;
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
  private static final int DIGITS = 3;
  private static final int SAMPLES = 5;

  /** Of these sights the latency of each measured message is kept, up to so many messages. */
  private static final Set<Sight> KEPT_SINGLY = EnumSet.of(Sight.READABLE, Sight.DELIVERED);

  private static final int MOST_SINGLY = 1 << 17;

  /** Takes when a message was due, milliseconds since 1970, and its latency. */
  interface Each {
    void take(long dueAtMillis, long latencyMicros);
  }

  /** Instead of a number: a status came, but not yet the message. */
  private static final Integer EARLY = -1;

  /** Instead of a number: both came. */
  private static final Integer DONE = -2;

  private final AtomicLongArray due = new AtomicLongArray(CAPACITY);
  private final AtomicLongArray receiptSent = new AtomicLongArray(CAPACITY);
  private final Map<Long, Integer> numbersById = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final long wallMillisAtZero =
      System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  private volatile List<Map<Sight, Histogram>> measured = List.of();
  private volatile Map<Sight, AtomicIntegerArray> singly = Map.of();
  private volatile int measuredFrom = Integer.MAX_VALUE;
  private volatile int firstMeasured;
  private volatile long messagesAWindow;

  /** The number of a message that is due at a {@link System#nanoTime}. */
  int begin(long dueAt) {
    int number = next.getAndIncrement();
    due.set(number, dueAt);
    return number;
  }

  /**
   * From the next message on times are kept, until {@link #stopMeasuring}.
   *
   * @param windows of equal length into which the messages fall in the order in which they are due
   * @param messages that will come
   */
  void startMeasuring(int windows, long messages) {
    List<Map<Sight, Histogram>> fresh = new ArrayList<>();
    for (int window = 0; window < windows; window++) {
      Map<Sight, Histogram> ofWindow = new EnumMap<>(Sight.class);
      for (Sight sight : Sight.values()) {
        ofWindow.put(sight, new ConcurrentHistogram(LONGEST_MICROS, DIGITS));
      }
      fresh.add(ofWindow);
    }
    messagesAWindow = Math.max(1, (messages + windows - 1) / windows);
    Map<Sight, AtomicIntegerArray> each = new EnumMap<>(Sight.class);
    for (Sight sight : KEPT_SINGLY) {
      each.put(sight, new AtomicIntegerArray(MOST_SINGLY));
    }
    measured = fresh;
    singly = each;
    firstMeasured = next.get();
    measuredFrom = firstMeasured;
  }

  /** The measured latencies. */
  Latencies stopMeasuring() {
    measuredFrom = Integer.MAX_VALUE;
    return new Latencies(measured);
  }

  /**
   * Hands over each latency since {@link #startMeasuring} was last called.
   *
   * @param sight READABLE or DELIVERED
   */
  void forEachMeasured(Sight sight, Each each) {
    AtomicIntegerArray latencies = singly.get(sight);
    int count = Math.min(MOST_SINGLY, next.get() - firstMeasured);
    for (int i = 0; i < count; i++) {
      if (latencies.get(i) > 0) {
        long dueAt = TimeUnit.NANOSECONDS.toMillis(due.get(firstMeasured + i));
        each.take(wallMillisAtZero + dueAt, latencies.get(i));
      }
    }
  }

  /** A message was seen for the first time somewhere. */
  void seen(Sight sight, int number) {
    record(sight, number, due.get(number));
  }

  /**
   * A receipt for a message goes out now.
   *
   * @return whether a status said before that the message was delivered: whoever writes has read
   *     what was there, so an answer can be quicker than the delivery of what it answers
   */
  boolean receiptSent(int number, long messageId) {
    receiptSent.set(number, System.nanoTime());
    return EARLY.equals(numbersById.putIfAbsent(messageId, number)) && finish(messageId);
  }

  /**
   * A status says that a message was delivered.
   *
   * @return whether that is news of a message that has arrived
   */
  boolean statusSeen(long messageId) {
    Integer number = numbersById.putIfAbsent(messageId, EARLY);
    if (number == null || number < 0) {
      return false;
    }
    record(Sight.STATUS, number, receiptSent.get(number));
    return finish(messageId);
  }

  private boolean finish(long messageId) {
    numbersById.put(messageId, DONE);
    done.incrementAndGet();
    return true;
  }

  /** The number of messages that were begun. */
  int begun() {
    return next.get();
  }

  /** The number of messages whose delivery the sender's gateway knows of. */
  int done() {
    return done.get();
  }

  /** The messages that have not come back, for people. */
  String missing() {
    List<Long> withoutStatus =
        numbersById.entrySet().stream()
            .filter(entry -> entry.getValue() >= 0)
            .map(Map.Entry::getKey)
            .toList();
    List<Integer> undelivered =
        IntStream.range(0, begun()).filter(n -> receiptSent.get(n) == 0).boxed().toList();
    return "no status that says delivered of %d messages, ids %s; never delivered %d, numbers %s"
        .formatted(
            withoutStatus.size(), some(withoutStatus), undelivered.size(), some(undelivered));
  }

  private static List<?> some(List<?> all) {
    return all.subList(0, Math.min(SAMPLES, all.size()));
  }

  private void record(Sight sight, int number, long from) {
    if (number >= measuredFrom) {
      long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - from);
      long latency = Math.min(Math.max(micros, 0), LONGEST_MICROS);
      int window = (int) ((number - firstMeasured) / messagesAWindow);
      measured.get(Math.min(window, measured.size() - 1)).get(sight).recordValue(latency);
      AtomicIntegerArray each = singly.get(sight);
      if (each != null && number - firstMeasured < MOST_SINGLY) {
        each.set(number - firstMeasured, (int) latency);
      }
    }
  }
}
