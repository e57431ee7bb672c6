package io.parley.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.options.JobArguments;
import io.parley.common.options.KafkaOptions;
import io.parley.common.options.KafkaOptions.LostRecords;
import io.parley.common.options.KafkaOptions.StartingOffsets;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaClientsTest {

  private static KafkaOptions options(String... args) {
    String[] all = new String[args.length + 1];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--kafka.bootstrap-servers=a:1";
    return JobArguments.parse(List.of(KafkaOptions.GROUP), all, KafkaOptions::read).options();
  }

  @Test
  void aProducerIsTransactionalAndDurable() {
    assertThat(options("--kafka.transaction.timeout=5 min").producerProperties())
        .containsEntry("bootstrap.servers", "a:1")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("transaction.timeout.ms", "300000")
        .containsEntry("compression.type", "lz4");
  }

  @Test
  void anOperatorMayChooseLingerAndCompression() {
    assertThat(
            options("--kafka.client.linger.ms=20", "--kafka.client.compression.type=zstd")
                .producerProperties())
        .containsEntry("linger.ms", "20")
        .containsEntry("compression.type", "zstd");
  }

  @Test
  void eachClientGetsOnlyThePropertiesItKnows() {
    KafkaOptions kafka =
        options("--kafka.client.linger.ms=20", "--kafka.client.max.poll.records=5");

    assertThat(kafka.consumerProperties())
        .containsKey("max.poll.records")
        .doesNotContainKey("linger.ms");
    assertThat(kafka.adminProperties()).containsOnlyKeys("bootstrap.servers");
  }

  /** Seen red with OffsetsInitializer.earliest() handed to the connector directly. */
  @ParameterizedTest
  @EnumSource
  void aSourceNeverSkipsWhatRetentionDeletedUnlessToldTo(StartingOffsets start) {
    assertThat(new SourceOffsets(start, options().lostRecords()).getAutoOffsetResetStrategy())
        .isEqualTo(OffsetResetStrategy.NONE);
    LostRecords told = options("--kafka.lost-records=SKIP").lostRecords();
    assertThat(new SourceOffsets(start, told).getAutoOffsetResetStrategy())
        .isEqualTo(OffsetResetStrategy.EARLIEST);
  }

  @Test
  void aTopicPrefixStandsBeforeEveryName() {
    assertThat(options("--kafka.topic-prefix=eu.").topic("chat.events"))
        .isEqualTo("eu.chat.events");
  }
}
