package io.parley.flink.connector.scylladb;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Writes refused rows to another sink as dead letters, and flushes it before the barrier is
 * released. So a dead letter is durable before the checkpoint that contains its row, and is written
 * at least once.
 *
 * <p>A writer that produces committables needs a committer behind the checkpoint, and a sink inside
 * a sink has no committer. A KafkaSink always has the interfaces of a committing sink, but at
 * AT_LEAST_ONCE its writer produces no committables. So the check is made on the committables, at
 * each flush after a dead letter.
 *
 * @param <T> type of the records
 * @param <D> type of the dead letters
 */
final class DeadLetterWriter<T, D> implements RefusedRowHandler<T> {

  private final SinkWriter<D> letters;
  private final SerializableFunction<RefusedRow<T>, D> toLetter;
  private boolean written;

  DeadLetterWriter(SinkWriter<D> letters, SerializableFunction<RefusedRow<T>, D> toLetter) {
    this.letters = letters;
    this.toLetter = toLetter;
  }

  @Override
  public void handle(RefusedRow<T> row) throws IOException, InterruptedException {
    written = true;
    letters.write(toLetter.apply(row), WITHOUT_TIME);
  }

  @Override
  public void flush() throws IOException, InterruptedException {
    if (!written) {
      return;
    }
    // Before the flush: a sink that runs mails meanwhile may be given one more dead letter.
    written = false;
    letters.flush(false);
    if (letters instanceof CommittingSinkWriter<?, ?> committing
        && !committing.prepareCommit().isEmpty()) {
      throw new IOException(
          "The dead-letter sink (%s) commits after the checkpoint, but inside another sink its dead letters would never be committed. Use a sink with the guarantee AT_LEAST_ONCE."
              .formatted(letters.getClass().getName()));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      letters.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The dead-letter sink does not close.", e);
    }
  }

  private static final SinkWriter.Context WITHOUT_TIME =
      new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
          return Long.MIN_VALUE;
        }

        @Override
        public Long timestamp() {
          return null;
        }
      };
}
