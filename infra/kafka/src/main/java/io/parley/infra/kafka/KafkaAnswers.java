package io.parley.infra.kafka;

import io.parley.schemas.broker.BrokerAnswers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the answers of the admin client, and names the action that failed. Any thread. */
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
      return BrokerAnswers.await(future);
    } catch (ExecutionException e) {
      throw new DeploymentException(
          "Kafka did not " + action + ": " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new DeploymentException("Kafka did not " + action + ", and did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeploymentException("Interrupted while waiting for Kafka to " + action, e);
    }
  }
}
