package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests what a barrier does with the records whose rows are not acknowledged, and that opening a
 * writer leaves nothing open when it fails halfway.
 */
@Timeout(60)
class ScyllaSinkWriterTest {

  private final FakeTarget database = new FakeTarget();

  /**
   * Seen red with a drain in flush(false): the task blocked, with nothing to wake it. Seen red with
   * an empty snapshotState: the row of the slow partition was lost.
   */
  @Test
  void aBarrierWaitsForNoPartitionAndTheCheckpointKeepsItsRecords() throws Exception {
    OperatorSubtaskState checkpoint =
        checkpoint(
            null,
            writer -> {
              writer.process("slow:1", "quick:1", "slow:2+quick:2");
              database.acknowledge("quick:1");
              database.acknowledge("quick:2");
              writer.run();
            });

    assertThat(rowsAfter(checkpoint))
        .containsExactly(List.of("slow:1"), List.of("slow:2"), List.of("quick:2"));
  }

  @Test
  void aCheckpointKeepsNothingThatIsAcknowledged() throws Exception {
    database.acknowledgeAtOnce();
    OperatorSubtaskState checkpoint =
        checkpoint(
            null,
            writer -> {
              writer.process("a:1", "b:1");
              writer.run();
            });

    assertThat(rowsAfter(checkpoint)).isEmpty();
  }

  @Test
  void aCheckpointAfterARestoreStillKeepsWhatIsNotAcknowledged() throws Exception {
    OperatorSubtaskState first = checkpoint(null, writer -> writer.process("a:1"));
    OperatorSubtaskState second = checkpoint(first, writer -> {});

    assertThat(rowsAfter(second)).containsExactly(List.of("a:1"));
  }

  /** A job that goes from two subtasks to one: its one writer gets the states of both. */
  @Test
  void aWriterGetsTheRecordsOfSeveral() throws Exception {
    OperatorSubtaskState one = checkpoint(null, writer -> writer.process("a:1"));
    OperatorSubtaskState other = checkpoint(null, writer -> writer.process("b:1"));

    assertThat(rowsAfter(AbstractStreamOperatorTestHarness.repackageState(one, other)))
        .containsExactlyInAnyOrder(List.of("a:1"), List.of("b:1"));
  }

  /** Seen red with restored records that count as new: all went out and filled the window. */
  @Test
  void whatIsRestoredLeavesRoomToNewRecords() throws Exception {
    String[] window = {"a:1", "b:1", "c:1", "d:1", "e:1", "f:1", "g:1", "h:1", "i:1", "j:1"};
    OperatorSubtaskState checkpoint = checkpoint(null, writer -> writer.process(window));

    FakeTarget next = new FakeTarget();
    try (SinkHarness writer = SinkHarness.open(next, checkpoint)) {
      assertThat(next.open()).hasSize(2);
      writer.process("k:1", "l:1");
      assertThat(next.rowsSent()).endsWith(List.of("k:1"), List.of("l:1"));
    }
  }

  /** Seen red without the drain in flush: the task ended with the row under way. */
  @Test
  void theEndOfTheInputWaitsForAll() throws Exception {
    OperatorSubtaskState checkpoint =
        checkpoint(
            null,
            writer -> {
              writer.process("a:1");
              database.acknowledgeAll();
              writer.endInput();
            });

    assertThat(rowsAfter(checkpoint)).isEmpty();
  }

  /** What a writer does before a barrier. */
  private interface Steps {
    void take(SinkHarness writer) throws Exception;
  }

  /** The checkpoint of a writer that fails after it. */
  private OperatorSubtaskState checkpoint(OperatorSubtaskState restored, Steps before)
      throws Exception {
    try (SinkHarness writer = SinkHarness.open(database, restored)) {
      before.take(writer);
      return writer.snapshot();
    }
  }

  /** The rows that a writer sends when it goes on from a checkpoint. */
  private static List<List<String>> rowsAfter(OperatorSubtaskState checkpoint) throws Exception {
    FakeTarget next = new FakeTarget();
    next.acknowledgeAtOnce();
    try (SinkHarness writer = SinkHarness.open(next, checkpoint)) {
      writer.run();
    }
    return next.rowsSent();
  }

  /** Seen red without the comparison of the two serializers: it read nonsense. */
  @Test
  void recordsOfAnotherTypeAreRefused() throws Exception {
    byte[] state = UnsettledRecords.write(List.of(1L), LongSerializer.INSTANCE);

    assertThatThrownBy(
            () ->
                UnsettledRecords.read(
                    state, StringSerializer.INSTANCE, getClass().getClassLoader()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a savepoint that does not drain");
  }

  /** Answers everything with null. */
  private static final WriterInitContext NOT_USED =
      (WriterInitContext)
          Proxy.newProxyInstance(
              ScyllaSinkWriterTest.class.getClassLoader(),
              new Class<?>[] {WriterInitContext.class},
              (context, method, arguments) -> null);

  /** Would catch a handler that is opened before the database: nothing would close it. */
  @Test
  void noHandlerIsOpenedWhenTheDatabaseIsAway() {
    List<String> opened = new ArrayList<>();

    assertThatThrownBy(
            () ->
                ScyllaSinkWriter.<String>open(
                    NOT_USED,
                    TestSettings.unbatched(1),
                    () -> {
                      throw new IOException("down");
                    },
                    context -> {
                      opened.add("handler");
                      return row -> {};
                    }))
        .hasMessage("down");

    assertThat(opened).isEmpty();
  }

  /** Seen red without the catch in open. */
  @Test
  void theDatabaseIsLetGoWhenTheHandlerCannotBeOpened() {
    FakeTarget database = new FakeTarget();

    assertThatThrownBy(
            () ->
                ScyllaSinkWriter.<String>open(
                    NOT_USED,
                    TestSettings.unbatched(1),
                    () -> database,
                    context -> {
                      throw new IOException("no topic");
                    }))
        .hasMessage("no topic");

    assertThat(database.isClosed()).isTrue();
  }
}
