package io.parley.operations.transactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicSizing;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.operations.CommandRun;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the command on a real broker, with a transaction that nobody finishes.
 *
 * <p>Seen red: with an abort that failed on the empty answer of the broker.
 */
@UsesLocalServers(Server.KAFKA)
class TransactionsIT {

  /** Of a deployment that has changed its prefix since: no restart would end it. */
  private static final String ID = "old-routing-chat.deliveries-0-3";

  private static final TopicPartition PARTITION = new TopicPartition(Topics.DELIVERIES, 1);

  private final String kafka;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  TransactionsIT(LocalServers servers) {
    kafka = servers.kafka().bootstrapServers();
    admin = Admin.create(Map.of("bootstrap.servers", kafka));
    new TopicDeployment(admin, TopicCatalogue.load(), TopicSizing.local()).apply();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "transactional.id", ID),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    producer.close(Duration.ZERO);
    admin.close();
  }

  @Test
  void anAbandonedTransactionIsFoundAndAbortedAndItsReadersGoOn() throws Exception {
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(PARTITION.topic(), 1, null, "v".getBytes(UTF_8))).get();

    assertThat(run("list").out()).contains(ID, "routing (prefix old)", "gateways");
    assertThat(run("list", "--json").out())
        .contains("\"of_this_deployment\":false", "\"offsets_held_up\":1", "\"partition\":1");
    assertThat(run("list", "--job", "ingest").out()).isEmpty();
    assertThat(run("list", "--older-than", "1h").out()).isEmpty();

    CommandRun unasked = run("abort", ID, "--watch", "0s");
    assertThat(unasked.exitCode()).isEqualTo(1);
    assertThat(unasked.err()).contains("Nothing was aborted", "--yes");
    assertThat(committedEnd()).isLessThan(end());

    CommandRun abort = run("abort", ID, ID, "--watch", "1s", "--yes");
    assertThat(abort.exitCode()).as(abort.err()).isZero();
    assertThat(abort.out().strip()).isEqualTo(ID + " aborted");
    assertThat(committedEnd()).isEqualTo(end());
    assertThat(run("list").out()).isEmpty();
    assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
  }

  @Test
  void whatIsNotOpenIsAFailureIfItWasNamed() {
    CommandRun nobody = run("abort", "nobody", "--yes");
    assertThat(nobody.exitCode()).isEqualTo(1);
    assertThat(nobody.err()).contains("No such transaction is open: nobody");
    assertThat(run("abort", "--older-than", "1h", "--yes").exitCode()).isZero();
    assertThat(run("abort").exitCode()).isEqualTo(2);
  }

  private CommandRun run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "transactions";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(new TransactionsCommand(), kafka, all);
  }

  private long committedEnd() throws Exception {
    return end(IsolationLevel.READ_COMMITTED);
  }

  private long end() throws Exception {
    return end(IsolationLevel.READ_UNCOMMITTED);
  }

  private long end(IsolationLevel isolation) throws Exception {
    return admin
        .listOffsets(Map.of(PARTITION, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
        .partitionResult(PARTITION)
        .get()
        .offset();
  }
}
