package io.parley.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.kafka.TransactionalSink.RepeatableCommits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.util.FlinkException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.junit.jupiter.api.Test;

/** What a repeated commit means is tested; that Kafka answers so, by the fault epoch-rollover. */
class TransactionalSinkTest {

  /**
   * Seen red with the answer passed on. In a job that was a restart loop: fault epoch-rollover,
   * seed 20261216.
   */
  @Test
  void aTransactionWhoseIdHasAnotherProducerIdNowHasEnded() throws Exception {
    assertThat(signals(new InvalidPidMappingException("no"))).containsExactly("known");
    assertThat(signals(new FlinkException(new InvalidPidMappingException("no"))))
        .containsExactly("known");
  }

  @Test
  void anyOtherUnknownAnswerStillFailsTheJob() throws Exception {
    assertThat(signals(new IllegalStateException("no"))).containsExactly("unknown");
  }

  private static List<String> signals(Exception answer) throws Exception {
    List<String> signals = new ArrayList<>();
    try (RepeatableCommits<String> commits = new RepeatableCommits<>(new Answering(answer))) {
      commits.commit(List.of(new Signals(signals)));
    }
    return signals;
  }

  private record Answering(Exception answer) implements Committer<String> {

    @Override
    public void commit(Collection<CommitRequest<String>> requests) {
      requests.forEach(request -> request.signalFailedWithUnknownReason(answer));
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private record Signals(List<String> signals) implements Committer.CommitRequest<String> {

    @Override
    public String getCommittable() {
      return "transaction";
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable cause) {
      signals.add("known");
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable cause) {
      signals.add("unknown");
    }

    @Override
    public void retryLater() {
      signals.add("retry");
    }

    @Override
    public void updateAndRetryLater(String committable) {
      signals.add("update");
    }

    @Override
    public void signalAlreadyCommitted() {
      signals.add("committed");
    }
  }
}
