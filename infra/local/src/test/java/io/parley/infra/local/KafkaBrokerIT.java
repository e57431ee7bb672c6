package io.parley.infra.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.infra.local.proxy.TcpProxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@UsesLocalServers(Server.KAFKA)
class KafkaBrokerIT {

  private final KafkaBroker broker;

  KafkaBrokerIT(LocalServers servers) {
    this.broker = servers.kafka();
  }

  @Test
  void keepsRecordsAndItsPortOverAKillAndARestart() throws Exception {
    String addressBefore = broker.bootstrapServers();
    try (Admin admin = Admin.create(clientConfiguration())) {
      admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
    }
    send("kept", "before the kill");

    broker.kill();
    assertThat(broker.isAlive()).isFalse();
    broker.start();
    send("kept", "before the restart");
    broker.restart();

    assertThat(broker.bootstrapServers()).isEqualTo(addressBefore);
    assertThat(read("kept", 2)).containsExactly("before the kill", "before the restart");
  }

  @Test
  void knowsTransactionsOfTheSecondVersion() throws Exception {
    try (Admin admin = Admin.create(clientConfiguration())) {
      assertThat(
              admin
                  .describeFeatures()
                  .featureMetadata()
                  .get()
                  .finalizedFeatures()
                  .get("transaction.version")
                  .maxVersionLevel())
          .isEqualTo((short) 2);
    }
  }

  @Test
  void showsTheMetricsOfItsRules(LocalServers servers) throws Exception {
    Path rules =
        Path.of(System.getProperty("parley.home"), "infra/observability/kafka-metrics.yaml");
    try (KafkaBroker other =
        new KafkaBroker(
            "kafka-with-metrics",
            servers.directory(),
            KafkaBroker.Settings.defaults().withMetrics(rules))) {
      other.start();

      assertThat(Http.send(Http.request(URI.create(other.metricsUrl())).build()).body())
          .contains(
              "kafka_server_replicamanager_underminisrpartitioncount 0.0",
              "kafka_controller_kafkacontroller_activecontrollercount 1.0");
    }
  }

  @Test
  void whoComesThroughAProxyStaysBehindIt(LocalServers servers) throws Exception {
    AtomicReference<InetSocketAddress> listener = new AtomicReference<>();
    KafkaBroker.Settings settings = KafkaBroker.Settings.defaults();
    try (TcpProxy proxy = TcpProxy.to(listener::get);
        KafkaBroker other =
            new KafkaBroker(
                "kafka-behind-proxy",
                servers.directory(),
                settings.withProxyAt(proxy.address().getPort()))) {
      other.start();
      listener.set(other.proxiedListener());
      Map<String, Object> client = Map.of("bootstrap.servers", proxy.hostAndPort());
      try (Admin direct = Admin.create(Map.of("bootstrap.servers", other.bootstrapServers()));
          Admin behind = Admin.create(client)) {
        assertThat(behind.describeCluster().nodes().get())
            .extracting(node -> node.host() + ":" + node.port())
            .containsExactly(proxy.hostAndPort());
        assertThat(direct.describeCluster().nodes().get())
            .extracting(node -> node.host() + ":" + node.port())
            .containsExactly(other.bootstrapServers());
      }
    }
  }

  private void send(String topic, String value) throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            clientConfiguration(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get();
    }
  }

  private List<String> read(String topic, int count) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            clientConfiguration(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<String> values = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(record -> values.add(new String(record.value(), UTF_8)));
                return values.size() >= count;
              });
      return values;
    }
  }

  private Map<String, Object> clientConfiguration() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
