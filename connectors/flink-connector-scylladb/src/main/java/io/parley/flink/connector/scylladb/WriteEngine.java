package io.parley.flink.connector.scylladb;

import io.parley.flink.connector.scylladb.WriteRequest.Row;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * The part that the sink and the write-through share. It takes records, writes their rows, and
 * tells when a record is settled.
 *
 * <p>A request first waits for the share of its partition or key ({@link WindowShares}). Then it is
 * in one of four places: {@code ready} to go once the window has room, under way ({@code
 * inFlight}), waiting out a backoff ({@code inBackoff}), or {@code again} ready after that. Only
 * requests under way take a place of the window, and at most a quarter of them are repetitions. So
 * however many partitions do not answer, their first attempts take a place each, once, and three
 * quarters stay for all others. Records that a restore brings count as repetitions, because their
 * rows are those that were not acknowledged before.
 *
 * <p>{@link #awaitRoom} blocks the task while the window is full, or too many records or bytes are
 * unsettled. {@link #drain} blocks until no request and no batch is left. Blocking means running
 * the task's mails, through which completions and timers arrive.
 *
 * <p>All state belongs to the task thread. Other threads enter only {@link Completions}. Every
 * exception fails the task, and the rows come again from the last checkpoint.
 */
final class WriteEngine<T> implements AutoCloseable {

  /** Of so many places of the window at most one is a repetition's. */
  private static final int PLACES_PER_REPETITION = 4;

  private final WriteTarget<T> target;
  private final WriteSettings settings;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService timers;
  private final WriteMetrics metrics;
  private final Settled<T> settled;
  private final LongSupplier nanoClock;
  private final InFlightLimit limit;
  private final WriteBatcher<T> batcher;
  private final Completions<T> completions;
  private final WindowShares<T> shares;
  private final Queue<WriteRequest<T>> ready = new ArrayDeque<>();
  private final Queue<WriteRequest<T>> again = new ArrayDeque<>();

  private int inFlight;
  private int repetitionsInFlight;
  private int inBackoff;
  private int unsettledRecords;
  private long unsettledBytes;
  private boolean lingerTimerSet;

  WriteEngine(
      WriteTarget<T> target,
      WriteSettings settings,
      MailboxExecutor mailbox,
      ProcessingTimeService timers,
      WriteMetrics metrics,
      Settled<T> settled) {
    this(target, settings, mailbox, timers, metrics, settled, System::nanoTime);
  }

  WriteEngine(
      WriteTarget<T> target,
      WriteSettings settings,
      MailboxExecutor mailbox,
      ProcessingTimeService timers,
      WriteMetrics metrics,
      Settled<T> settled,
      LongSupplier nanoClock) {
    this.target = target;
    this.settings = settings;
    this.mailbox = mailbox;
    this.timers = timers;
    this.metrics = metrics;
    this.settled = settled;
    this.nanoClock = nanoClock;
    this.limit = new InFlightLimit(settings.maxInFlight());
    this.shares = new WindowShares<>(settings.maxInFlightPerPartition());
    this.completions = new Completions<>(mailbox, this::finished);
    this.batcher =
        new WriteBatcher<>(
            settings,
            // Without linger no row waits, and a crowd must not tear the rows of a group apart.
            settings.batchLinger().isZero() ? Integer.MAX_VALUE : settings.maxInFlight(),
            (request, reason) -> {
              metrics.flushed(reason);
              enter(request);
            });
    metrics.gauge("inFlight", () -> inFlight);
    metrics.gauge("inFlightLimit", limit::current);
    metrics.gauge("pendingRetries", this::pendingRetries);
    metrics.gauge("waitingForShare", shares::waiting);
  }

  /** Blocks while the window is full: this is where backpressure comes from. */
  void awaitRoom() throws InterruptedException {
    while (inFlight >= limit.current()
        || unsettledRecords >= settings.maxPendingRecords()
        || unsettledBytes >= settings.maxPendingBytes()) {
      mailbox.yield();
    }
  }

  /**
   * Writes the rows of a record; never blocks. Callers that take new input call {@link #awaitRoom}
   * first. A record without rows is settled before this returns.
   */
  void write(RecordWrite<T> write) throws IOException, InterruptedException {
    write(List.of(write));
  }

  /** As {@link #write(RecordWrite)}, for records whose rows may share requests. */
  void write(List<? extends RecordWrite<T>> writes) throws IOException, InterruptedException {
    unsettledRecords += writes.size();
    for (RecordWrite<T> write : writes) {
      bind(write);
      for (BoundRow row : write.rows()) {
        unsettledBytes += row.bytes();
        submit(new Row<>(row, write));
      }
    }
    if (settings.batchLinger().isZero()) {
      batcher.flushOlderThan(Long.MAX_VALUE);
    }
    for (RecordWrite<T> write : writes) {
      if (write.rows().isEmpty()) {
        settle(write);
      }
    }
  }

  /** Binds the rows of a record, once. A record that cannot be bound is refused and has no rows. */
  void bind(RecordWrite<T> write) {
    if (write.rows() != null) {
      return;
    }
    List<BoundRow> rows = new ArrayList<>(1);
    try {
      target.bind(write.record(), rows::add);
    } catch (RuntimeException e) {
      rows.clear();
      refuse(write, null, ErrorClassifier.BINDER, e, 0);
    }
    write.bound(rows);
  }

  /** Blocks until everything handed over is settled, or fails after the flush timeout. */
  void drain() throws IOException, InterruptedException {
    batcher.flushAll();
    if (outstanding() == 0) {
      return;
    }
    // yield() sleeps until mail comes. If the server stays silent none does, but for this timer.
    boolean[] expired = {false};
    long timeout = settings.drainTimeout().toMillis();
    var timer =
        timers.registerTimer(
            timers.getCurrentProcessingTime() + timeout, time -> expired[0] = true);
    try {
      while (outstanding() > 0 || batcher.waitingRows() > 0) {
        if (expired[0]) {
          throw new IOException(
              "%d requests under way or queued and %d waiting for a retry were not settled within %d ms"
                      .formatted(
                          inFlight + ready.size() + shares.waiting(), pendingRetries(), timeout)
                  + " (scylladb.flush-timeout). The task fails and their rows are written again"
                  + " from the last checkpoint. Look for slow or dead nodes.");
        }
        mailbox.yield();
        batcher.flushAll();
      }
    } finally {
      timer.cancel(false);
    }
  }

  @Override
  public void close() {
    completions.close();
    target.close();
  }

  private int outstanding() {
    return inFlight + ready.size() + pendingRetries();
  }

  private int pendingRetries() {
    return inBackoff + again.size();
  }

  private void submit(Row<T> row) {
    if (settings.batchMaxRows() == 1) {
      enter(new WriteRequest<>(List.of(row)));
      return;
    }
    batcher.add(row, timers.getCurrentProcessingTime());
    setLingerTimer();
  }

  private void setLingerTimer() {
    if (!lingerTimerSet && batcher.waitingRows() > 0 && !settings.batchLinger().isZero()) {
      lingerTimerSet = true;
      var unused =
          timers.registerTimer(
              batcher.nextDeadline(),
              time -> {
                lingerTimerSet = false;
                batcher.flushOlderThan(timers.getCurrentProcessingTime());
                setLingerTimer();
              });
    }
  }

  /** A request that has no share yet. */
  private void enter(WriteRequest<T> request) {
    if (shares.tryEnter(request)) {
      send(request);
    }
  }

  /** A request that has its share. */
  private void send(WriteRequest<T> request) {
    (request.isRepetition() ? again : ready).add(request);
    sendReady();
  }

  private void sendReady() {
    while (inFlight < limit.current()) {
      WriteRequest<T> request = nextReady();
      if (request == null) {
        return;
      }
      inFlight++;
      request.sent(limit.onSend(), nanoClock.getAsLong());
      var unused =
          execute(request).whenComplete((result, error) -> completions.add(request, error));
    }
  }

  private WriteRequest<T> nextReady() {
    WriteRequest<T> first = ready.poll();
    if (first != null
        || again.isEmpty()
        || repetitionsInFlight >= Math.max(1, limit.current() / PLACES_PER_REPETITION)) {
      return first;
    }
    repetitionsInFlight++;
    return again.poll();
  }

  private CompletionStage<?> execute(WriteRequest<T> request) {
    try {
      return target.execute(request.statement());
    } catch (RuntimeException e) {
      return java.util.concurrent.CompletableFuture.failedFuture(e);
    }
  }

  private void finished(WriteRequest<T> request, Throwable error)
      throws IOException, InterruptedException {
    inFlight--;
    if (request.isRepetition()) {
      repetitionsInFlight--;
    }
    if (error == null) {
      acknowledged(request);
    } else {
      failed(request, ErrorClassifier.classify(error), error);
    }
    sendReady();
  }

  private void acknowledged(WriteRequest<T> request) throws IOException, InterruptedException {
    limit.onAcknowledged();
    metrics.requestAcknowledged(request, request.nanosSinceSent(nanoClock.getAsLong()));
    settled(request);
  }

  private void settled(WriteRequest<T> request) throws IOException, InterruptedException {
    for (Row<T> row : request.rows()) {
      rowSettled(row);
    }
    WriteRequest<T> next = request.hasNext() ? request.next() : shares.leave(request);
    if (next != null) {
      send(next);
    }
  }

  private void failed(WriteRequest<T> request, ErrorRule rule, Throwable error)
      throws IOException, InterruptedException {
    switch (rule.errorClass()) {
      case OVERLOAD -> {
        limit.onOverload(request.number());
        retryLater(request, rule, error);
      }
      case RETRY -> retryLater(request, rule, error);
      case REFUSED -> refused(request, rule, error);
      case FATAL -> throw failure(request, rule, error, "No retry can help.");
    }
  }

  private void retryLater(WriteRequest<T> request, ErrorRule rule, Throwable error)
      throws IOException {
    long elapsed =
        TimeUnit.NANOSECONDS.toMillis(request.nanosSinceFirstSent(nanoClock.getAsLong()));
    long delay = settings.backoff().delayMillis(request.attempts(), elapsed);
    if (delay == Backoff.GIVE_UP) {
      throw failure(request, rule, error, "Given up after " + elapsed + " ms.");
    }
    metrics.retry(rule);
    request.repeat();
    inBackoff++;
    var unused =
        timers.registerTimer(
            timers.getCurrentProcessingTime() + delay,
            time -> {
              inBackoff--;
              send(request);
            });
  }

  private void refused(WriteRequest<T> request, ErrorRule rule, Throwable error)
      throws IOException, InterruptedException {
    if (request.rows().size() > 1) {
      // The server refuses a batch as a whole. One by one shows which row it is, and in turn keeps
      // the order in which they become readable.
      send(request.takenApart());
      return;
    }
    Row<T> row = request.rows().get(0);
    refuse(row.write(), row.bound().cql(), rule, error, request.attempts());
    settled(request);
  }

  private void refuse(
      RecordWrite<T> write, String cql, ErrorRule rule, Throwable cause, int attempts) {
    metrics.rowRefused();
    write.refuse(cql, rule, cause, attempts);
  }

  private void rowSettled(Row<T> row) throws IOException, InterruptedException {
    unsettledBytes -= row.bound().bytes();
    row.write().rowSettled();
    if (row.write().isSettled()) {
      settle(row.write());
    }
  }

  private void settle(RecordWrite<T> write) throws IOException, InterruptedException {
    unsettledRecords--;
    if (write.refusal() == null) {
      metrics.recordWritten();
    }
    settled.settled(write);
  }

  private IOException failure(
      WriteRequest<T> request, ErrorRule rule, Throwable error, String verdict) {
    metrics.requestFailedForGood();
    return new IOException(
        "Writing with \"%s\" failed (%s) at attempt %d. %s %s The rows are written again from the last checkpoint."
            .formatted(
                request.rows().get(0).bound().cql(),
                rule.name(),
                request.attempts(),
                verdict,
                rule.advice()),
        error);
  }

  /** Gets each record once, when all of its rows are acknowledged or refused. Task thread. */
  @FunctionalInterface
  interface Settled<T> {
    void settled(RecordWrite<T> write) throws IOException, InterruptedException;
  }
}
