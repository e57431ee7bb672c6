package io.parley.operations.transactions;

import io.parley.schemas.broker.BrokerAnswers;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for answers of the brokers. */
final class Answers {

  private Answers() {}

  /**
   * An answer.
   *
   * @param question completes "Kafka could not ..."
   * @throws KafkaException if the brokers refuse or do not answer
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
      return Optional.of(BrokerAnswers.await(future));
    } catch (ExecutionException e) {
      if (none != null && none.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw failure(question, e.getCause());
    } catch (TimeoutException e) {
      throw failure(question, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static KafkaException failure(String question, Throwable cause) {
    return new KafkaException("Kafka could not " + question, cause);
  }
}
