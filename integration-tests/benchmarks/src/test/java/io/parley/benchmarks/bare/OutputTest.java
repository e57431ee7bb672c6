package io.parley.benchmarks.bare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.benchmarks.bare.BareSettings.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Seen red: the commit awaited by the loop; the offsets of the next input committed with a
 * transaction, because its map was not copied; a transaction committed before the one before it;
 * records of a transaction still under way when the next one begins; a failed commit ignored; a
 * transaction without offsets.
 */
@Timeout(20)
class OutputTest {

  private static final TopicPartition INPUT = new TopicPartition("input", 0);
  private static final ConsumerGroupMetadata GROUP = new ConsumerGroupMetadata("group");
  private static final BareSettings SETTINGS =
      new BareSettings("", "", "", "", 1, "", Map.of(Part.INGEST, 1_000L), 1, true);

  /** What was committed, in order: the texts of the records, and up to where the input. */
  private final List<String> committed = Collections.synchronizedList(new ArrayList<>());

  private final Half first = new Half();
  private final Half second = new Half();
  private final Output output = new Output(SETTINGS, List.of(first, second));

  /** A producer whose records wait for a flush, and whose commits wait until they may go on. */
  private final class Half extends MockProducer<byte[], byte[]> {
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile CountDownLatch mayCommit = new CountDownLatch(0);
    private long upTo;

    private Half() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** From now on. */
    private void hold() {
      mayCommit = new CountDownLatch(1);
    }

    private void release() {
      mayCommit.countDown();
    }

    @Override
    public void sendOffsetsToTransaction(
        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
      super.sendOffsetsToTransaction(offsets, group);
      upTo = offsets.get(INPUT).offset();
    }

    @Override
    public void commitTransaction() {
      begun.countDown();
      try {
        mayCommit.await();
      } catch (InterruptedException e) {
        throw new KafkaException(e);
      }
      int before = history().size();
      super.commitTransaction();
      List<String> texts =
          history().subList(before, history().size()).stream()
              .map(record -> new String(record.value(), UTF_8))
              .toList();
      committed.add(texts + " up to " + upTo);
    }
  }

  private void transaction(long upTo, String... texts) throws Exception {
    output.begin();
    for (String text : texts) {
      output.send("topic", "key", text.getBytes(UTF_8));
    }
    commit(upTo);
  }

  private void commit(long upTo) throws ExecutionException, InterruptedException {
    output.commit(Map.of(INPUT, new OffsetAndMetadata(upTo)), GROUP);
  }

  private void awaitAllCommits() throws Exception {
    output.begin();
    output.commit(Map.of(), GROUP);
    output.begin();
    output.commit(Map.of(), GROUP);
  }

  @Test
  void eachTransactionCommitsItsRecordsWithTheOffsetsOfItsInputInOrder() throws Exception {
    output.open();

    transaction(10, "a", "b");
    transaction(20, "c");
    transaction(30, "d");
    awaitAllCommits();

    assertThat(committed).startsWith("[a, b] up to 10", "[c] up to 20", "[d] up to 30");
  }

  @Test
  void theLoopGoesOnInTheNextTransactionWhileTheLastOneCommits() throws Exception {
    output.open();
    first.hold();

    transaction(10, "a");
    first.begun.await();
    output.begin();
    output.send("topic", "key", "b".getBytes(UTF_8));

    assertThat(committed).isEmpty();
    assertThat(second.uncommittedRecords()).hasSize(1);
    first.release();
  }

  @Test
  void aTransactionIsNotCommittedBeforeTheOneBeforeIt() throws Exception {
    output.open();
    first.hold();
    transaction(10, "a");
    output.begin();
    output.send("topic", "key", "b".getBytes(UTF_8));

    CompletableFuture<Void> next =
        CompletableFuture.runAsync(
            () -> {
              try {
                commit(20);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(second.begun.await(200, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(next).isNotDone();
    first.release();
    next.get();
    second.begun.await();
    awaitAllCommits();
    assertThat(committed).startsWith("[a] up to 10", "[b] up to 20");
  }

  @Test
  void whatIsReadWhileATransactionCommitsIsNotCommittedWithIt() throws Exception {
    output.open();
    first.hold();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    offsets.put(INPUT, new OffsetAndMetadata(10));
    output.begin();
    output.send("topic", "key", "a".getBytes(UTF_8));
    output.commit(offsets, GROUP);
    offsets.put(INPUT, new OffsetAndMetadata(99));
    first.release();
    awaitAllCommits();

    assertThat(committed).startsWith("[a] up to 10");
  }

  @Test
  void theBrokersHaveTheRecordsBeforeThoseOfTheNextTransactionFollow() throws Exception {
    output.open();

    transaction(10, "a");

    assertThat(first.flushed()).isTrue();
  }

  @Test
  void aCommitThatFailsEndsTheLoopAtTheNextOne() throws Exception {
    output.open();
    first.commitTransactionException = new KafkaException("fenced");
    transaction(10, "a");

    assertThatThrownBy(() -> transaction(20, "b")).hasRootCauseMessage("fenced");
    assertThat(committed).isEmpty();
  }
}
