package io.parley.schemas.broker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/**
 * Waits for the answers of Kafka's admin client. The client gives up by itself after a minute, and
 * says then which question had no answer. So the limit here is longer. Any thread.
 */
public final class BrokerAnswers {

  private static final long SECONDS = 90;

  private BrokerAnswers() {}

  /**
   * Waits for an answer.
   *
   * @throws ExecutionException if the brokers refuse or do not answer; its cause says why
   * @throws TimeoutException if the client does not give up by itself
   */
  public static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(SECONDS, TimeUnit.SECONDS);
  }
}
