package io.parley.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.gateway.GatewayEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * A gateway that Kafka has not heard for longer than the lease begins a new incarnation.
 *
 * <p>Seen red: without the comparison of append times the gateway went on in an incarnation that
 * the router had ended, and its devices stayed dark.
 */
class SignsOfLifeTest {

  private final ManualLoop loop = new ManualLoop();
  private final List<GatewayEvent> written = new ArrayList<>();
  private final List<String> renewals = new ArrayList<>();
  private long brokerDelay;

  private final SignsOfLife life =
      new SignsOfLife(
          GatewaySettings.of(Records.GATEWAY).withLease(Duration.ofSeconds(15)),
          (event, taken) -> {
            written.add(event);
            taken.accept(
                new RecordMetadata(
                    new TopicPartition("t", 0), 0, 0, loop.millis() + brokerDelay, 0, 0));
          },
          loop,
          () -> renewals.add("all sessions"));

  @Test
  void aGatewayThatIsHeardInTimeKeepsItsIncarnation() {
    loop.execute(() -> life.begin(() -> {}));
    brokerDelay = 13_000;
    loop.pass(Duration.ofMinutes(1));
    assertThat(written).extracting(GatewayEvent::getIncarnation).containsOnly(1_000_000L);
    assertThat(renewals).isEmpty();
  }

  @Test
  void aGatewayThatWasSilentForTooLongSaysUpAgainAndAnnouncesItsSessions() {
    loop.execute(() -> life.begin(() -> {}));
    loop.pass(Duration.ofSeconds(2));
    brokerDelay = 14_000;
    loop.pass(Duration.ofSeconds(2));
    assertThat(renewals).hasSize(1);
    assertThat(written).extracting(event -> event.getState().name()).endsWith("ALIVE", "UP");
    assertThat(life.incarnation()).isGreaterThan(1_000_000L);
    loop.pass(Duration.ofMinutes(1));
    assertThat(renewals).hasSize(1);
  }
}
