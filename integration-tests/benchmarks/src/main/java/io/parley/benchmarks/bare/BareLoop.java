package io.parley.benchmarks.bare;

import io.parley.benchmarks.bare.BareSettings.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A hand-written loop, one thread. It polls, has a {@link Work} turn the records into rows and
 * records, and has the offsets of what it has read committed together with what it has sent, in one
 * transaction at a fixed interval. It does not wait for the commit. Each partition keeps its order.
 * A failure ends the process.
 *
 * <p>It assigns itself the partitions, so it never waits for a group.
 */
final class BareLoop implements Runnable {

  private final BareSettings settings;
  private final Part part;
  private final int number;
  private final Output output;
  private final Work work;
  private final CountDownLatch ready;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

  /**
   * @param number of this loop among those of its part, from 0
   * @param ready counted down when the loop knows from where it reads
   */
  BareLoop(
      BareSettings settings,
      Part part,
      int number,
      Output output,
      Work work,
      CountDownLatch ready) {
    this.settings = settings;
    this.part = part;
    this.number = number;
    this.output = output;
    this.work = work;
    this.ready = ready;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", settings.bootstrapServers(),
                "group.id", settings.prefix() + "bare-" + part,
                "isolation.level", "read_uncommitted",
                "enable.auto.commit", "false",
                "max.poll.records", "2000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  @Override
  public void run() {
    try {
      output.open();
      assign();
      ready.countDown();
      while (true) {
        transaction();
      }
    } catch (Exception e) {
      throw new IllegalStateException("The bare loop of %s failed".formatted(part), e);
    }
  }

  private void assign() {
    List<TopicPartition> mine =
        work.topics().stream()
            .flatMap(topic -> consumer.partitionsFor(settings.topic(topic)).stream())
            .filter(found -> found.partition() % settings.threads() == number)
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    consumer.assign(mine);
    if (settings.fromBeginning()) {
      consumer.seekToBeginning(mine);
    } else {
      consumer.seekToEnd(mine);
    }
    // A seek happens when somebody asks for the position.
    mine.forEach(consumer::position);
  }

  private void transaction() throws Exception {
    output.begin();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.commitMillis().get(part));
    do {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(work.patience());
      if (!records.isEmpty()) {
        work.take(records);
        offsets.putAll(records.nextOffsets());
      }
      work.goOn(records.isEmpty());
    } while (System.nanoTime() < end);
    work.finish();
    output.commit(offsets, consumer.groupMetadata());
    offsets.clear();
  }
}
