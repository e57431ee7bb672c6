package io.parley.routing.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.wire.AvroBytes;
import org.junit.jupiter.api.Test;

/**
 * Deliveries written around encoded parts are the bytes that the generated class writes.
 *
 * <p>Seen red with the fields {@code after_event_id} and {@code up_to_event_id} exchanged, which
 * both schemas would read.
 */
class DeliveryWriterTest {

  private final DeliveryWriter writer = new DeliveryWriter();
  private final AvroBytes<Delivery> generated = new AvroBytes<>(Delivery.class);

  @Test
  void aDirectDelivery() {
    ConversationEvent event = Events.message("c", Events.id(1), "eve", "phone", "ann");

    byte[] bytes =
        writer.direct(
            "g", "c", "ann", "laptop", 7, new AvroBytes<>(ConversationEvent.class).of(event));

    assertThat(bytes)
        .isEqualTo(
            generated.of(
                of(DeliveryKind.DIRECT)
                    .setRecipientId("ann")
                    .setDeviceId("laptop")
                    .setSessionEpoch(7L)
                    .setEvent(event)
                    .build()));
  }

  @Test
  void aBroadcast() {
    ConversationEvent event = Events.join("c", Events.id(1), "ann", "bob");

    byte[] bytes = writer.broadcast("g", "c", new AvroBytes<>(ConversationEvent.class).of(event));

    assertThat(bytes).isEqualTo(generated.of(of(DeliveryKind.BROADCAST).setEvent(event).build()));
  }

  @Test
  void aSyncWithAndWithoutAnEnd() {
    Delivery.Builder expected =
        of(DeliveryKind.SYNC)
            .setRecipientId("ann")
            .setDeviceId("laptop")
            .setSessionEpoch(7L)
            .setAttempt(3)
            .setAfterEventId(11L);

    assertThat(writer.sync("g", "c", "ann", "laptop", 7, 11, 99L, 3))
        .isEqualTo(generated.of(expected.setUpToEventId(99L).build()));
    assertThat(writer.sync("g", "c", "ann", "laptop", 7, 11, null, 3))
        .isEqualTo(generated.of(expected.setUpToEventId(null).build()));
  }

  @Test
  void statusesAndCursors() {
    MessageStatus status = new MessageStatus("c", 5L, "ann", DeliveryStatus.READ, 2, 2, 2, 9L, 1L);
    ReadCursor cursor = new ReadCursor("c", "ann", 5L, 4L, 1, 9L, 1L);

    assertThat(writer.status("g", "c", "ann", new AvroBytes<>(MessageStatus.class).of(status)))
        .isEqualTo(
            generated.of(of(DeliveryKind.STATUS).setRecipientId("ann").setStatus(status).build()));
    assertThat(writer.cursor("g", "c", "ann", new AvroBytes<>(ReadCursor.class).of(cursor)))
        .isEqualTo(
            generated.of(of(DeliveryKind.CURSOR).setRecipientId("ann").setCursor(cursor).build()));
  }

  private static Delivery.Builder of(DeliveryKind kind) {
    return Delivery.newBuilder().setGatewayId("g").setKind(kind).setConversationId("c");
  }
}
