package io.parley.operations.transactions;

import io.parley.command.CommandFailure;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for answers of the brokers, each up to a minute. */
final class Answers {

  private static final long SECONDS = 60;

  private Answers() {}

  /**
   * An answer.
   *
   * @param question completes "Kafka could not ..."
   * @throws CommandFailure if the brokers refuse or do not answer
   */
  static <T> T of(KafkaFuture<T> future, String question) {
    return await(future, question, null).orElseThrow();
  }

  /** An answer; empty if the brokers answer with this exception. */
  static <T> Optional<T> unless(
      KafkaFuture<T> future, Class<? extends Exception> error, String question) {
    return await(future, question, error);
  }

  private static <T> Optional<T> await(
      KafkaFuture<T> future, String question, Class<? extends Exception> none) {
    try {
      return Optional.of(future.get(SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (none != null && none.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw failure(question, e.getCause().toString());
    } catch (TimeoutException e) {
      throw failure(question, "no answer within " + SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(question, "interrupted");
    }
  }

  private static CommandFailure failure(String question, String why) {
    return new CommandFailure("Kafka could not " + question + ": " + why + ".");
  }
}
