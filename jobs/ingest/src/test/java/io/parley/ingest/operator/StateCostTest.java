package io.parley.ingest.operator;

import static io.parley.ingest.testing.Commands.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.domain.Decided;
import io.parley.ingest.domain.DecisionLimits;
import io.parley.ingest.domain.MemberList;
import io.parley.ingest.domain.NumberedCommand;
import io.parley.ingest.testing.Commands;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/**
 * What a command costs in state, counted by RocksDB itself: keys read, keys written (deletions and
 * timers included), and iterators. The README states the numbers. Red when the head is written
 * twice.
 */
class StateCostTest {

  private static final DecisionLimits LIMITS =
      new DecisionLimits(Duration.ofDays(7), Duration.ofDays(7), 1_000, 100_000);

  private final Statistics statistics = new Statistics();
  private final Commands alice = Commands.of("alice");
  private KeyedOneInputStreamOperatorTestHarness<String, NumberedCommand, Decided> harness;
  private long now = 1_750_000_000_000L;

  /** Reads, writes and iterators of one command, and the timers that it set. */
  private record Cost(long reads, long writes, long iterators, int timers) {}

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new DecideFunction(LIMITS, Duration.ofDays(14))),
            command -> command.command().getConversationId(),
            Types.STRING);
    EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
    backend.setRocksDBOptions(new Counting(statistics));
    harness.setStateBackend(backend);
    harness.setup(
        IngestTypes.decided().createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
    statistics.close();
  }

  @Test
  void aMessageBetweenTwoCostsThreeReadsAndThreeWrites() throws Exception {
    process(alice.direct("create", "bob"));
    assertThat(process(alice.text("m1", "hello"))).isEqualTo(new Cost(3, 3, 0, 0));
    assertThat(process(Commands.of("bob").text("m1", "hello"))).isEqualTo(new Cost(3, 3, 0, 0));
  }

  @Test
  void aMessageInAGroupOfSixtyFourCostsTheSame() throws Exception {
    process(alice.group("create", joins("alice", 0, MemberList.MAX_SIZE - 1)));
    assertThat(process(alice.text("m1", "hello"))).isEqualTo(new Cost(3, 3, 0, 0));
  }

  @Test
  void aMessageInALargeGroupCostsOneReadMore() throws Exception {
    process(alice.group("create", joins("alice", 0, 500)));
    assertThat(process(alice.text("m1", "hello"))).isEqualTo(new Cost(4, 3, 0, 0));
  }

  @Test
  void aReplyAndAnEditCostOneReadMoreAndADeletionOneWriteMore() throws Exception {
    process(alice.direct("create", "bob"));
    process(alice.text("m1", "hello"));
    long message = harness.extractOutputValues().get(1).event().getMessageId();
    assertThat(process(alice.reply("m2", message))).isEqualTo(new Cost(4, 3, 0, 0));
    assertThat(process(alice.edit("m3", message, "x"))).isEqualTo(new Cost(4, 3, 0, 0));
    assertThat(process(alice.delete("m4", message))).isEqualTo(new Cost(5, 4, 0, 0));
  }

  @Test
  void aRepetitionCostsOneReadAndNoWrite() throws Exception {
    process(alice.direct("create", "bob"));
    process(alice.text("m1", "hello"));
    assertThat(process(alice.text("m1", "hello"))).isEqualTo(new Cost(1, 0, 0, 0));
  }

  @Test
  void aRefusalIsRememberedLikeAMessage() throws Exception {
    process(alice.direct("create", "bob"));
    assertThat(process(Commands.of("mallory").text("m1", "hi"))).isEqualTo(new Cost(3, 3, 0, 0));
    assertThat(harness.extractOutputValues().get(1).ack().getStatus())
        .isEqualTo(AckStatus.REJECTED);
  }

  /** Wherever segments of the log are closed and merged. */
  @Test
  void noMessageOfManyCostsMoreThanAnother() throws Exception {
    process(alice.direct("create", "bob"));
    for (int i = 0; i < 5_000; i++) {
      assertThat(process(alice.text("m" + i, "hello"))).isEqualTo(new Cost(3, 3, 0, 0));
    }
  }

  private Cost process(ConversationCommand command) throws Exception {
    now += 1_000;
    long reads = count(TickerType.NUMBER_KEYS_READ);
    long writes = count(TickerType.NUMBER_KEYS_WRITTEN);
    long seeks = count(TickerType.NUMBER_DB_SEEK);
    int timers = harness.numEventTimeTimers();
    harness.processElement(
        new NumberedCommand(Snowflake.of(now, 0, 1, 0), now, command, null, null), now);
    return new Cost(
        count(TickerType.NUMBER_KEYS_READ) - reads,
        count(TickerType.NUMBER_KEYS_WRITTEN) - writes,
        count(TickerType.NUMBER_DB_SEEK) - seeks,
        harness.numEventTimeTimers() - timers);
  }

  private long count(TickerType ticker) {
    return statistics.getTickerCount(ticker);
  }

  private static MemberChange[] joins(String first, int from, int to) {
    return IntStream.concat(IntStream.of(-1), IntStream.range(from, to))
        .mapToObj(i -> join(i < 0 ? first : "user-" + i))
        .toArray(MemberChange[]::new);
  }

  /** Has RocksDB count into a place that the test reads. */
  private static final class Counting implements RocksDBOptionsFactory {
    private final transient Statistics statistics;

    Counting(Statistics statistics) {
      this.statistics = statistics;
    }

    @Override
    public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> handles) {
      return current.setStatistics(statistics);
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
        ColumnFamilyOptions current, Collection<AutoCloseable> handles) {
      return current;
    }
  }
}
