package io.parley.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The turns of the gateway's thread.
 *
 * <p>Seen red: with a turn that runs tasks until none is left, and with a turn of a thousand tasks
 * however long each of them takes.
 */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GatewayThreadTest {

  private final AtomicInteger polls = new AtomicInteger();
  private final AtomicInteger alives = new AtomicInteger();
  private final GatewayThread thread = new GatewayThread(this::poll, () -> {});

  private void poll(Duration patience) {
    if (polls.incrementAndGet() >= 3 && alives.get() > 0) {
      thread.stop();
    }
  }

  private void goOnForEver() {
    thread.execute(this::goOnForEver);
  }

  @Test
  void aFloodOfTasksKeepsNeitherTimersNorInputWaiting() {
    thread.after(Duration.ofMillis(1), alives::incrementAndGet);
    thread.execute(this::goOnForEver);
    thread.run();
    assertThat(alives).hasValue(1);
    assertThat(polls).hasValueGreaterThanOrEqualTo(3);
  }

  @Test
  void slowTasksKeepTimersWaitingForAMomentOnly() {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger doneBeforeTimer = new AtomicInteger(-1);
    for (int number = 0; number < 500; number++) {
      thread.execute(
          () -> {
            long start = System.nanoTime();
            while (System.nanoTime() - start < 5_000_000) {
              Thread.onSpinWait();
            }
            done.incrementAndGet();
          });
    }
    thread.after(
        Duration.ofMillis(1),
        () -> {
          doneBeforeTimer.set(done.get());
          thread.stop();
        });
    thread.run();
    assertThat(doneBeforeTimer.get()).isBetween(1, 100);
  }

  @Test
  void tasksRunInTheOrderInWhichTheyWereGiven() {
    AtomicInteger next = new AtomicInteger();
    for (int number = 0; number < 10_000; number++) {
      int expected = number;
      thread.execute(() -> assertThat(next.getAndIncrement()).isEqualTo(expected));
    }
    thread.execute(thread::stop);
    thread.run();
    assertThat(next).hasValue(10_000);
  }
}
