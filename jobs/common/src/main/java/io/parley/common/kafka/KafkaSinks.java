package io.parley.common.kafka;

import io.parley.common.options.KafkaOptions;
import io.parley.schemas.job.JobSpec;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * Makes a job's sinks. All write in transactions that a checkpoint commits.
 *
 * <p><b>Which transactional ids.</b> The connector offers two ways to name transactions, and both
 * have a price.
 *
 * <ul>
 *   <li>INCREMENTING takes a new id for each subtask and checkpoint, used or not. A broker keeps an
 *       id for {@code transactional.id.expiration.ms}, seven days: with a checkpoint a second that
 *       is 600,000 ids for one subtask of one sink, gigabytes of broker memory for a small
 *       deployment. To shorten the expiry is no way out: a checkpoint that is restored after it
 *       names transactions that the broker has forgotten.
 *   <li>POOLING reuses a few ids. What it costs: after a scale-down right after a failure an orphan
 *       can hold up {@code read_committed} readers until the transaction timeout (FLINK-40626); and
 *       an id goes on for so long that it gets another producer id, which {@link TransactionalSink}
 *       has to know.
 * </ul>
 *
 * <p>A delay that ends by itself, and a commit after a rollover that nobody can confirm, are
 * cheaper than a broker that runs out of memory: POOLING is the default. The option {@code
 * kafka.transaction.naming} lets an operator with long checkpoint intervals choose otherwise.
 */
public final class KafkaSinks {

  private KafkaSinks() {}

  /**
   * A sink. Its transactional ids start with {@code <kafka.id-prefix>-<job>-<part><topic>}: stable
   * across restarts, and unique as long as the sinks of a topic have different parts.
   *
   * @param part empty for the only sink of a topic
   * @param serializer names the topic and makes the records
   */
  public static <T> Sink<T> transactional(
      KafkaOptions kafka, JobSpec job, String part, TopicSerializer<T> serializer) {
    String prefix = job.transactionalIds(kafka.idPrefix()) + (part.isEmpty() ? "" : part + "-");
    return new TransactionalSink<>(
        KafkaSink.<T>builder()
            .setKafkaProducerConfig(kafka.producerProperties())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(prefix + serializer.topic())
            .setTransactionNamingStrategy(kafka.transactionNaming())
            .setRecordSerializer(serializer)
            .build());
  }
}
