package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.util.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;

class DeadLetterWriterTest {

  private static final RefusedRow<String> ROW =
      new RefusedRow<>("record", "cql", "invalidValue", null, 1);

  private final FakeSinkWriter letters = new FakeSinkWriter();
  private final DeadLetterWriter<String, String> writer =
      new DeadLetterWriter<>(letters, row -> "letter of " + row.record());

  /** Seen red without the call of flush. */
  @Test
  void aLetterIsDurableWhenTheBarrierIsReleased() throws Exception {
    writer.handle(ROW);
    writer.flush();

    assertThat(letters.calls).containsExactly("letter of record", "flush");
  }

  @Test
  void withoutALetterNothingIsFlushed() throws Exception {
    writer.flush();
    writer.handle(ROW);
    writer.flush();
    writer.flush();

    assertThat(letters.calls).containsExactly("letter of record", "flush");
  }

  /** Seen red with "written" cleared after the flush: the second flush was left out. */
  @Test
  void aLetterThatComesDuringAFlushIsFlushedAtTheNextBarrier() throws Exception {
    letters.duringFlush = () -> writer.handle(ROW);
    writer.handle(ROW);
    writer.flush();
    letters.duringFlush = () -> {};
    writer.flush();

    assertThat(letters.calls)
        .containsExactly("letter of record", "flush", "letter of record", "flush");
  }

  /** Seen red without the look at the committables: the letter would never have been committed. */
  @Test
  void aSinkWithSomethingToCommitFailsTheTask() throws Exception {
    letters.committables = List.of("transaction");
    writer.handle(ROW);

    assertThatThrownBy(writer::flush)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Use a sink with the guarantee AT_LEAST_ONCE");
  }

  private static final class FakeSinkWriter implements CommittingSinkWriter<String, String> {
    private final List<String> calls = new ArrayList<>();
    private Collection<String> committables = List.of();
    private ThrowingRunnable<Exception> duringFlush = () -> {};

    @Override
    public void write(String letter, Context context) {
      calls.add(letter);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      calls.add("flush");
      try {
        duringFlush.run();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }

    @Override
    public Collection<String> prepareCommit() {
      return committables;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
