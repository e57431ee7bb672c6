package io.parley.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.common.testing.JobRig;
import io.parley.infra.local.junit.LocalServers;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;

/** The job's place on the servers, and both its ends. */
final class ReceiptsRig extends JobRig {

  private static final int PARTITIONS = 2;

  private static final List<String> TOPICS = JobCatalogue.load().job(Jobs.RECEIPTS).topics();

  /** Creates all of it; see {@link JobRig}. */
  ReceiptsRig(LocalServers servers, String name) throws Exception {
    super(servers, name, PARTITIONS, TOPICS);
  }

  /** The job's options for this rig. */
  ReceiptAggregationOptions options(String run, String... more) {
    List<String> own = new ArrayList<>(List.of(more));
    own.add("--receipts.event-time.idleness=1s");
    return TestOptions.of(arguments(name() + "-" + run, own.toArray(String[]::new)));
  }

  /** Sends events as ingest does: dated by themselves. */
  void sendEvents(List<ConversationEvent> events) throws Exception {
    var encoder = RecordEncoder.of(ConversationEvent.class, topic(Topics.EVENTS), schemas());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ConversationEvent event : events) {
      records.add(
          new ProducerRecord<>(
              topic(Topics.EVENTS),
              null,
              event.getCreatedAt(),
              event.getConversationId().getBytes(UTF_8),
              encoder.encode(event)));
    }
    kafka().send(records);
  }

  /** Sends receipts as gateways do. */
  void sendReceipts(List<Receipt> receipts) throws Exception {
    var encoder = RecordEncoder.of(Receipt.class, topic(Topics.RECEIPTS), schemas());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Receipt receipt : receipts) {
      records.add(
          new ProducerRecord<>(
              topic(Topics.RECEIPTS),
              receipt.getConversationId().getBytes(UTF_8),
              encoder.encode(receipt)));
    }
    kafka().send(records);
  }

  /** What committed readers of a topic see now; null for a tombstone. */
  <T extends SpecificRecord> List<T> committed(String topic, Class<T> type) throws Exception {
    List<T> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        kafka().readAll(topic(topic), IsolationLevel.READ_COMMITTED)) {
      values.add(record.value() == null ? null : decode(type, record.value()));
    }
    return values;
  }

  /**
   * What is left of a topic when only the last committed record of each key and message is kept.
   */
  <T extends SpecificRecord> Map<String, String> lastCommitted(String topic, Class<T> type)
      throws Exception {
    Map<String, String> last = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record :
        kafka().readAll(topic(topic), IsolationLevel.READ_COMMITTED)) {
      T value = record.value() == null ? null : decode(type, record.value());
      long message = value instanceof MessageStatus status ? status.getMessageId() : 0;
      last.put(new String(record.key(), UTF_8) + " " + message, String.valueOf(value));
    }
    return last;
  }

  /** Runs a query; {@code %s} stands for the keyspace. */
  List<Row> rows(String query) {
    return cql().execute(query.formatted(name())).all();
  }
}
