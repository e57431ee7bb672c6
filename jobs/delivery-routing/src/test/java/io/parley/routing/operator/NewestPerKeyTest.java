package io.parley.routing.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.domain.DeviceCursor;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the operator with the rows of device cursors.
 *
 * <p>Seen red: without the drain before the barrier; with the last record in place of the newest.
 */
class NewestPerKeyTest {

  private OneInputStreamOperatorTestHarness<DeviceCursor, DeviceCursor> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new NewestPerKey<>(DeviceCursor::key, DeviceCursor::eventId, Duration.ofSeconds(1)),
            TypeInformation.of(DeviceCursor.class).createSerializer(new SerializerConfigImpl()));
    harness.open();
    harness.setProcessingTime(0);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void theNewestOfEachKeyComesOutAfterTheInterval() throws Exception {
    take(cursor("phone", 1), cursor("laptop", 5), cursor("phone", 3));
    harness.setProcessingTime(999);
    assertThat(taken()).isEmpty();

    harness.setProcessingTime(1_000);

    assertThat(taken()).containsExactly(cursor("phone", 3), cursor("laptop", 5));
  }

  @Test
  void anOlderRecordThatComesLaterIsNotPassedOn() throws Exception {
    take(cursor("phone", 7), cursor("phone", 2));

    harness.setProcessingTime(1_000);

    assertThat(taken()).containsExactly(cursor("phone", 7));
  }

  @Test
  void theIntervalBeginsAnewWithTheNextRecord() throws Exception {
    take(cursor("phone", 1));
    harness.setProcessingTime(1_000);
    taken();

    harness.setProcessingTime(5_000);
    take(cursor("phone", 2));
    harness.setProcessingTime(5_999);
    assertThat(taken()).isEmpty();
    harness.setProcessingTime(6_000);

    assertThat(taken()).containsExactly(cursor("phone", 2));
  }

  @Test
  void nothingIsHeldAtABarrierSoACheckpointNeedsNoState() throws Exception {
    take(cursor("phone", 1), cursor("laptop", 2));

    harness.prepareSnapshotPreBarrier(1);

    assertThat(taken()).containsExactly(cursor("phone", 1), cursor("laptop", 2));
    assertThat(harness.snapshot(1, 1).getManagedOperatorState().isEmpty()).isTrue();
    harness.setProcessingTime(10_000);
    assertThat(taken()).as("the timer finds nothing left").isEmpty();
  }

  @Test
  void theEndOfTheInputPassesOnWhatIsHeld() throws Exception {
    take(cursor("phone", 1));

    harness.getOperator().finish();

    assertThat(taken()).containsExactly(cursor("phone", 1));
  }

  @Test
  void manyKeysArePassedOnAtOnceSoTheMemoryIsBounded() throws Exception {
    for (int n = 0; n < 20_000; n++) {
      take(cursor("device-" + n, 1));
    }

    assertThat(taken()).hasSize(20_000);
  }

  private void take(DeviceCursor... cursors) throws Exception {
    for (DeviceCursor cursor : cursors) {
      harness.processElement(new StreamRecord<>(cursor));
    }
  }

  private List<DeviceCursor> taken() {
    List<DeviceCursor> taken = harness.extractOutputValues();
    harness.getOutput().clear();
    return taken;
  }

  private static DeviceCursor cursor(String device, long event) {
    return new DeviceCursor("ann", device, "c", event, 0);
  }
}
