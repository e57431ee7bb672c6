package io.parley.common.it;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.options.KafkaOptions;
import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.common.testing.TestKafka;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that writes in a transaction, against the contract, and dies in it. */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY})
class OpenTransactionIT {

  private final LocalServers servers;

  @TempDir Path checkpoints;

  OpenTransactionIT(LocalServers servers) {
    this.servers = servers;
  }

  @Test
  void whatOthersWriteBehindAnOpenTransactionIsReadAtOnce() throws Exception {
    KafkaOptions options = Deployment.of(servers, "open.").kafka();
    try (TestKafka kafka = new TestKafka(servers.kafka().bootstrapServers());
        MiniFlink flink = MiniFlink.start(1, 1);
        KafkaProducer<byte[], byte[]> dying =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers",
                    servers.kafka().bootstrapServers(),
                    "transactional.id",
                    "open-gateway"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      kafka.create(options.topic(CopyJob.INPUT), 1, Map.of());
      kafka.create(options.topic(CopyJob.OUTPUT), 1, Map.of());
      RunningJob job =
          flink.submit(CopyJob.build(flink.environment(checkpoints, 1), options)).awaitRunning();
      dying.initTransactions();
      dying.beginTransaction();
      dying
          .send(new ProducerRecord<>(options.topic(CopyJob.INPUT), new byte[] {1}, new byte[] {1}))
          .get();

      kafka.send(CopyJob.originals(options, 0, 10));

      kafka.read(options.topic(CopyJob.OUTPUT), READ_COMMITTED, 11);
      assertThat(job.restarts()).isZero();
    }
  }
}
