package io.parley.flink.connector.scylladb;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Shares of the window of requests, one for each partition queue. A partition queue belongs to a
 * partition of the table in the sink, and to a key of the stream in the write-through. Requests
 * above the share wait in their queue, and requests of other queues pass them. So one partition
 * whose requests are not answered cannot fill the window. A request keeps its share until it is
 * settled, also while it waits for its retry. Owned by the task thread.
 *
 * <p>The share is per partition and not per shard of the server. The task does not know the shard
 * of a partition for long: ScyllaDB moves tablets between shards while the task runs, the driver
 * learns their places from reads only, and Cassandra has no shards at all. Against a slow shard,
 * whose partitions are many, {@link WriteEngine} bounds the repetitions.
 *
 * <p>Bound: a queue exists while it has a request that is sent and not settled. The waiting
 * requests belong to records that are not settled, of which there are at most {@code
 * scylladb.max-pending-records}, and what a restore brings.
 */
final class WindowShares<T> {

  private final int share;
  private final Map<Object, PartitionQueue<T>> queues = new HashMap<>();
  private int waiting;

  /**
   * @param share requests of one partition queue that are sent and not settled at the same time
   */
  WindowShares(int share) {
    this.share = share;
  }

  /** Gives the request a place of its queue's share. Returns false if it must wait in its queue. */
  boolean tryEnter(WriteRequest<T> request) {
    PartitionQueue<T> queue =
        queues.computeIfAbsent(request.queueKey(), any -> new PartitionQueue<>());
    if (queue.places < share) {
      queue.places++;
      return true;
    }
    queue.waiting.add(request);
    waiting++;
    return false;
  }

  /** Takes the place of a settled request back. Returns the request that now has it, or null. */
  WriteRequest<T> leave(WriteRequest<T> settled) {
    PartitionQueue<T> queue = queues.get(settled.queueKey());
    WriteRequest<T> next = queue.waiting.poll();
    if (next != null) {
      waiting--;
      return next;
    }
    queue.places--;
    if (queue.places == 0) {
      queues.remove(settled.queueKey());
    }
    return null;
  }

  /** Requests of all queues that wait for a place. */
  int waiting() {
    return waiting;
  }

  private static final class PartitionQueue<T> {
    private final Queue<WriteRequest<T>> waiting = new ArrayDeque<>(2);
    private int places;
  }
}
