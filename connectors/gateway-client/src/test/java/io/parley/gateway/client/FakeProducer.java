package io.parley.gateway.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own fake, with topics that can be lost. A record for a lost topic fails as it does in
 * Kafka's client: the caller is blocked for {@code max.block.ms}, and before the call returns, the
 * callback gets a timeout whose cause is the broker's answer.
 */
class FakeProducer extends MockProducer<byte[], byte[]> {

  /** How often a caller was blocked. */
  final AtomicInteger blocks = new AtomicInteger();

  private final Map<String, ApiException> lost = new ConcurrentHashMap<>();

  /**
   * A producer.
   *
   * @param kafkaAnswers whether Kafka takes each record at once; otherwise the test says when
   */
  FakeProducer(boolean kafkaAnswers) {
    super(kafkaAnswers, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Somebody deletes a topic. */
  void lose(String topic) {
    lose(topic, new UnknownTopicOrPartitionException());
  }

  /** From now on brokers answer with an error to the question for a topic. */
  void lose(String topic, ApiException answer) {
    lost.put(topic, answer);
  }

  /** The topic is there again. */
  void bringBack(String topic) {
    lost.remove(topic);
  }

  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, Callback callback) {
    ApiException answer = lost.get(record.topic());
    if (answer == null) {
      return super.send(record, callback);
    }
    blocks.incrementAndGet();
    TimeoutException failure = timeout(record.topic(), answer);
    callback.onCompletion(null, failure);
    return CompletableFuture.failedFuture(failure);
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    ApiException answer = lost.get(topic);
    if (answer != null) {
      throw timeout(topic, answer);
    }
    return List.of(new PartitionInfo(topic, 0, null, null, null));
  }

  private static TimeoutException timeout(String topic, ApiException answer) {
    return new TimeoutException("Topic " + topic + " not present in metadata after 50 ms.", answer);
  }
}
