package io.parley.common.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.wire.InMemorySchemas;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class PatientSchemaLookupTest {

  private final InMemorySchemas registry = new InMemorySchemas();
  private final MetricListener metrics = new MetricListener();
  private final List<Duration> pauses = new ArrayList<>();
  private long nanos;

  /** Time that passes only while somebody waits. */
  private PatientSchemaLookup lookup(Duration patience, Pause whileWaiting) {
    Pause pause =
        length -> {
          pauses.add(length);
          nanos += length.toNanos();
          whileWaiting.of(length);
        };
    return new PatientSchemaLookup(
        registry, patience, metrics.getMetricGroup(), pause, () -> nanos);
  }

  @Test
  void anAnswerIsGivenAtOnceWithoutWaiting() throws Exception {
    int id = registry.register("s", Receipt.getClassSchema());

    assertThat(lookup(Duration.ofMinutes(1), length -> {}).schemaById(id)).isPresent();
    assertThat(pauses).isEmpty();
  }

  @Test
  void thatThereIsNoSchemaIsAnAnswerAndNoOutage() throws Exception {
    assertThat(lookup(Duration.ofMinutes(1), length -> {}).schemaById(7)).isEmpty();
    assertThat(pauses).isEmpty();
  }

  @Test
  void anOutageIsWaitedForAtGrowingIntervalsAndShowsInTheMetrics() throws Exception {
    registry.register("s", Receipt.getClassSchema());
    registry.goDown();
    List<Integer> outageSeen = new ArrayList<>();
    PatientSchemaLookup lookup =
        lookup(
            Duration.ofMinutes(1),
            length -> {
              outageSeen.add(outage());
              if (pauses.size() == 8) {
                registry.comeBack();
              }
            });

    assertThat(lookup.idOf("s", Receipt.getClassSchema())).hasValue(1);

    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
    assertThat(outageSeen).hasSize(8).containsOnly(1);
    assertThat(outage()).isZero();
    assertThat(metrics.getCounter("registryRetries").orElseThrow().getCount()).isEqualTo(8);
  }

  @Test
  void afterItsPatienceItThrowsAndSaysWhatHappensNext() {
    registry.goDown();
    PatientSchemaLookup lookup = lookup(Duration.ofSeconds(10), length -> {});

    assertThatThrownBy(() -> lookup.schemaById(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("PT10S")
        .hasMessageContaining("restart strategy goes on trying");
    assertThat(nanos).isGreaterThanOrEqualTo(Duration.ofSeconds(10).toNanos());
  }

  @Test
  void aCancelledTaskStopsWaitingAndStaysInterrupted() {
    registry.goDown();
    PatientSchemaLookup lookup =
        lookup(
            Duration.ofMinutes(1),
            length -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> lookup.schemaById(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("Cancelled");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(pauses).hasSize(1);
  }

  private int outage() {
    Gauge<Integer> gauge = metrics.<Integer>getGauge("registryOutage").orElseThrow();
    return gauge.getValue();
  }
}
