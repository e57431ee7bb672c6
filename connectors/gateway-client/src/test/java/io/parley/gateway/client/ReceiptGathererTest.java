package io.parley.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.receipt.ReceiptKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Receipts are gathered.
 *
 * <p>Seen red: with the last receipt winning instead of the highest, and with receipts written
 * although Kafka takes nothing.
 */
class ReceiptGathererTest {

  private final TestGateway gateway = new TestGateway();
  private final DeviceSession session = gateway.connect("ann", "ann.phone", new TestConnection());

  @Test
  void theHighestOfAHundredMillisecondsIsWritten() {
    session.acknowledge("chat", 5, ReceiptKind.DELIVERED);
    session.acknowledge("chat", 7, ReceiptKind.DELIVERED);
    session.acknowledge("chat", 6, ReceiptKind.DELIVERED);
    gateway.loop.pass(Duration.ofMillis(99));
    assertThat(gateway.receipts()).isEmpty();
    gateway.loop.pass(Duration.ofMillis(1));
    assertThat(gateway.receipts()).containsExactly("ann.phone DELIVERED 7");
  }

  @Test
  void whileKafkaTakesNothingTheyGatherAndTheHighestGoesAfterwards() {
    TestGateway full = new TestGateway(GatewaySettings.of(Records.GATEWAY), false);
    DeviceSession phone = full.connect("ann", "ann.phone", new TestConnection());
    for (int n = 0; n < 1_100; n++) {
      full.connect("bob", "bob." + n % 8, new TestConnection())
          .send(Records.large("c-" + n, "chat"));
    }
    for (long id = 1; id <= 50; id++) {
      phone.acknowledge("chat", id, ReceiptKind.DELIVERED);
      full.loop.pass(Duration.ofMillis(100));
    }
    assertThat(full.receipts()).isEmpty();
    while (full.producer.completeNext()) {}
    full.loop.pass(Duration.ofSeconds(1));
    assertThat(full.receipts()).containsExactly("ann.phone DELIVERED 50");
  }

  @Test
  void conversationsDevicesAndKindsAreKeptApart() {
    session.acknowledge("chat", 5, ReceiptKind.DELIVERED);
    session.acknowledge("chat", 4, ReceiptKind.READ);
    session.acknowledge("other", 3, ReceiptKind.DELIVERED);
    gateway
        .connect("ann", "ann.laptop", new TestConnection())
        .acknowledge("chat", 2, ReceiptKind.DELIVERED);
    gateway.loop.pass(Duration.ofMillis(100));
    assertThat(gateway.receipts())
        .containsExactlyInAnyOrder(
            "ann.phone DELIVERED 5",
            "ann.phone READ 4",
            "ann.phone DELIVERED 3",
            "ann.laptop DELIVERED 2");
  }

  @Test
  void whatIsAcknowledgedLaterIsWrittenLater() {
    session.acknowledge("chat", 5, ReceiptKind.DELIVERED);
    gateway.loop.pass(Duration.ofMillis(100));
    session.acknowledge("chat", 5, ReceiptKind.DELIVERED);
    gateway.loop.pass(Duration.ofMillis(100));
    assertThat(gateway.receipts())
        .containsExactly("ann.phone DELIVERED 5", "ann.phone DELIVERED 5");
  }
}
