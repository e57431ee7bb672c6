package io.parley.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/**
 * A topic that is lost, for example because an operator deletes it and applies it again, stalls
 * neither the other topics nor the gateway's thread.
 *
 * <p>Seen red: each of eight receipts blocked the thread on its own, and again each second, so that
 * the signs of life came after the lease and all sessions ended. Each record had a pause of its
 * own, so a later record overtook an earlier one. A missing permission counted as an outage,
 * because Kafka's client wraps it in a timeout. A record that was given within a pause was lost at
 * the gateway's end.
 */
class LostTopicTest {

  private final TestGateway gateway = new TestGateway();
  private final DeviceSession session = gateway.connect("ann", "ann.phone", new TestConnection());

  private List<GatewayState> states() {
    return gateway.written(GatewayEvent.class).stream().map(GatewayEvent::getState).toList();
  }

  private int blocks() {
    return gateway.producer.blocks.get();
  }

  @Test
  void aLostTopicBlocksTheThreadOncePerPauseHoweverManyReceiptsWait() {
    gateway.producer.lose(Topics.RECEIPTS);
    for (int n = 0; n < 8; n++) {
      session.acknowledge("chat-" + n, 5, ReceiptKind.DELIVERED);
    }
    gateway.loop.pass(Duration.ofMillis(100));
    assertThat(blocks()).isEqualTo(1);
    gateway.loop.pass(Duration.ofSeconds(5));
    assertThat(blocks()).isBetween(5, 7);

    gateway.producer.bringBack(Topics.RECEIPTS);
    gateway.loop.pass(Duration.ofSeconds(2));
    assertThat(gateway.receipts()).hasSize(8).containsOnly("ann.phone DELIVERED 5");
  }

  @Test
  void receiptsThatMustBeWrittenAtOnceBlockTheThreadOnceToo() {
    gateway.producer.lose(Topics.RECEIPTS);
    for (int n = 0; n < 8; n++) {
      session.acknowledge("chat-" + n, 5, ReceiptKind.DELIVERED);
    }
    session.close();
    assertThat(blocks()).isEqualTo(1);
    gateway.producer.bringBack(Topics.RECEIPTS);
    gateway.loop.pass(Duration.ofSeconds(2));
    assertThat(gateway.receipts()).hasSize(8);
  }

  @Test
  void commandsWaitForTheirTopicAndSignsOfLifeGoOn() {
    gateway.loop.execute(() -> gateway.core.begin(() -> {}));
    gateway.producer.lose(Topics.COMMANDS);
    for (int n = 0; n < 100; n++) {
      session.send(Records.command("c-" + n, "chat-" + n));
    }
    gateway.loop.pass(Duration.ofSeconds(10));
    assertThat(blocks()).isBetween(8, 12);
    assertThat(states()).hasSize(6).startsWith(GatewayState.UP).endsWith(GatewayState.ALIVE);

    gateway.producer.bringBack(Topics.COMMANDS);
    gateway.loop.pass(Duration.ofSeconds(2));
    assertThat(gateway.written(ConversationCommand.class))
        .extracting(ConversationCommand::getClientMessageId)
        .doesNotHaveDuplicates()
        .hasSize(100);
  }

  @Test
  void recordsThatWaitKeepTheirOrder() {
    gateway.producer.lose(Topics.SESSIONS);
    DeviceSession laptop = gateway.connect("ann", "ann.laptop", new TestConnection());
    gateway.loop.pass(Duration.ofMillis(500));
    gateway.producer.bringBack(Topics.SESSIONS);
    laptop.close();
    gateway.loop.pass(Duration.ofSeconds(2));
    assertThat(gateway.sessions())
        .containsExactly("ann.phone CONNECTED", "ann.laptop CONNECTED", "ann.laptop DISCONNECTED");
  }

  @Test
  void aMissingPermissionEndsTheGatewayThoughTheClientCallsItATimeout() {
    gateway.producer.lose(Topics.RECEIPTS, new TopicAuthorizationException(Topics.RECEIPTS));
    session.acknowledge("chat", 5, ReceiptKind.DELIVERED);
    gateway.loop.pass(Duration.ofMillis(100));
    assertThat(gateway.failures).hasSize(1);
  }

  @Test
  void aGatewayThatEndsWithinAPauseStillSaysSo() {
    gateway.producer.lose(Topics.GATEWAYS);
    gateway.loop.execute(() -> gateway.core.begin(() -> {}));
    gateway.producer.bringBack(Topics.GATEWAYS);
    gateway.loop.execute(gateway.core::end);
    assertThat(states()).containsExactly(GatewayState.UP, GatewayState.DOWN);
  }
}
