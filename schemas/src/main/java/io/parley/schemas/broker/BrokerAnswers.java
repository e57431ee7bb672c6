package io.parley.schemas.broker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the answers of Kafka's admin client, each up to a minute. Any thread. */
public final class BrokerAnswers {

  private static final long SECONDS = 60;

  private BrokerAnswers() {}

  /**
   * Waits for an answer.
   *
   * @throws ExecutionException if the brokers refuse; its cause says why
   * @throws TimeoutException if no answer comes within a minute
   */
  public static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(SECONDS, TimeUnit.SECONDS);
  }
}
