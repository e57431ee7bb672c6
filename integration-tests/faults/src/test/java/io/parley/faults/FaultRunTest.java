package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.infra.local.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a strike at a server that has ended is told apart from one that hits, and so is a
 * standstill in which nobody sent anything. Seen red: without the look whether the process is
 * there.
 */
class FaultRunTest {

  private final List<String> marks = new ArrayList<>();
  private final FaultRun run = new FaultRun(null, null, null, marks::add);

  @Test
  void nobodyIsKilledOrStoppedOrRestartedWhoIsNotThere(@TempDir Path directory) {
    KafkaBroker ended = new KafkaBroker(directory);

    assertThatThrownBy(() -> run.kill(ended))
        .isInstanceOf(NotStruck.class)
        .hasMessageContaining("kafka has ended already");
    assertThatThrownBy(() -> run.stop(ended)).isInstanceOf(NotStruck.class);
    assertThatThrownBy(() -> run.restart(ended)).isInstanceOf(NotStruck.class);
    assertThat(marks).isEmpty();
  }

  @Test
  void aCommandThatWaitedForAWhileCountsAlsoIfNoneWaitsInTheEnd() throws Exception {
    Iterator<Integer> waiting = List.of(0, 7).iterator();

    int most = FaultRun.most(() -> waiting.hasNext() ? waiting.next() : 0, Duration.ofMillis(300));

    assertThat(most).isEqualTo(7);
    assertThatCode(() -> FaultRun.demandWaiting(most)).doesNotThrowAnyException();
  }

  @Test
  void aStandstillInWhichNobodySentACommandIsNoProof() throws Exception {
    int most = FaultRun.most(() -> 0, Duration.ofMillis(50));

    assertThatThrownBy(() -> FaultRun.demandWaiting(most)).isInstanceOf(NotStruck.class);
  }
}
