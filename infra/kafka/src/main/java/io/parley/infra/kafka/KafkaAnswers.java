package io.parley.infra.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the answers of the admin client, which fails a future after a timeout of its own. */
final class KafkaAnswers {

  private KafkaAnswers() {}

  /**
   * Waits for an answer.
   *
   * @param action what Kafka was asked to do, such as "list topics"
   * @throws DeploymentException if Kafka refuses or does not answer
   */
  static <T> T await(String action, KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new DeploymentException(
          "Kafka did not " + action + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeploymentException("Interrupted while waiting for Kafka to " + action, e);
    }
  }
}
