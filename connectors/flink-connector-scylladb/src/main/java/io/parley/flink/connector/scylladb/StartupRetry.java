package io.parley.flink.connector.scylladb;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Repeats an action of a starting task against the cluster (open, prepare) until it succeeds. A
 * database that is away at start is an outage like any other, and no reason to restart the job over
 * and over. An error that waiting cannot mend (a wrong password, an unknown table) fails at once.
 */
final class StartupRetry {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Backoff backoff;

  StartupRetry(Duration timeout) {
    this.backoff =
        Backoff.exponential(FIRST_PAUSE, LONGEST_PAUSE).withJitter(0.25).withMaxElapsed(timeout);
  }

  /**
   * Blocks until {@code action} succeeds.
   *
   * @param what names the action in the error message, as in "open a session to [...]"
   * @param discard gets the result if the task is interrupted before it is there
   */
  <V> V await(String what, Callable<CompletionStage<V>> action, Consumer<V> discard)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      CompletableFuture<V> result = start(action);
      try {
        return result.get();
      } catch (InterruptedException e) {
        var unused = result.thenAccept(discard);
        throw e;
      } catch (ExecutionException e) {
        ErrorRule rule = ErrorClassifier.classify(e.getCause());
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        long pause = backoff.delayMillis(attempt, elapsed);
        boolean mendable =
            rule.errorClass() == ErrorClass.RETRY || rule.errorClass() == ErrorClass.OVERLOAD;
        if (!mendable || pause == Backoff.GIVE_UP) {
          throw new IOException(
              "Cannot %s: %s after %d attempts. %s"
                  .formatted(what, rule.name(), attempt, rule.advice()),
              e.getCause());
        }
        TimeUnit.MILLISECONDS.sleep(pause);
      }
    }
  }

  private static <V> CompletableFuture<V> start(Callable<CompletionStage<V>> action) {
    try {
      return action.call().toCompletableFuture();
    } catch (Exception e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
