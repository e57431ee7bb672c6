package io.parley.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** The partition is the one that Kafka's own producer chooses. */
class KeyPartitionTest {

  @Property
  void agreesWithKafkasOwnPartitioner(
      @ForAll @NotEmpty String key, @ForAll @IntRange(min = 1, max = 512) int partitions) {
    assertThat(KeyPartition.of(key, partitions))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions));
  }
}
