package io.parley.benchmarks.routing;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic of one partition in memory, for one reader and any number of writers. Found by its name,
 * because a source is serialized on its way into its task.
 */
final class Feed {

  private static final Map<String, Feed> FEEDS = new ConcurrentHashMap<>();

  private final Queue<SpecificRecord> records = new ConcurrentLinkedQueue<>();
  private final AtomicReference<CompletableFuture<Void>> waiting =
      new AtomicReference<>(new CompletableFuture<>());

  private Feed() {}

  static Feed of(String topic) {
    return FEEDS.computeIfAbsent(topic, name -> new Feed());
  }

  void add(SpecificRecord record) {
    records.add(record);
    waiting.get().complete(null);
  }

  /** The next record, or null. */
  SpecificRecord poll() {
    return records.poll();
  }

  /**
   * Completes when there may be a record. The same future until then: whoever asked first must be
   * woken too.
   */
  CompletableFuture<Void> available() {
    CompletableFuture<Void> next =
        waiting.updateAndGet(last -> last.isDone() ? new CompletableFuture<>() : last);
    if (!records.isEmpty()) {
      next.complete(null);
    }
    return next;
  }
}
