package io.parley.gateway.client;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.Optional;

/** Something that a gateway hands to a device. */
public sealed interface Handover {

  /**
   * An event as it happens. The device acknowledges it once it has it safely.
   *
   * @param traceparent the W3C trace context of the delivery
   */
  record Live(ConversationEvent event, Optional<String> traceparent) implements Handover {}

  /**
   * An event from the history, because the device has missed it or has not acknowledged it in time.
   * The device may have it already: it compares ids. It may acknowledge at any time how far it has
   * got.
   *
   * @param follows the id of the event before it that concerns the device. A device that has
   *     everything up to there has everything up to this event now, whatever the sequences say. 0
   *     if the history begins here for the device.
   */
  record Stored(ConversationEvent event, long follows) implements Handover {}

  /** The answer to a command of this device. */
  record Answer(CommandAck ack) implements Handover {}

  /** A command of this device was not sent, and will get no answer. */
  record NotTaken(ClientCommand command, Reason reason) implements Handover {

    /** The reason why a command was not sent. */
    public enum Reason {
      /** The device has too many commands without an ack. Send it again after some answers. */
      TOO_MANY_PENDING,
      /** The record is larger than Kafka takes. Sending it again will not help. */
      TOO_LARGE,
      /** The command cannot be encoded: its payload is not one of the four commands. */
      INVALID
    }
  }

  /** The status of a message of this user. A higher version replaces a lower one. */
  record Status(MessageStatus status) implements Handover {}

  /**
   * The read cursor of this user, for their other devices. A higher version replaces a lower one.
   */
  record Cursor(ReadCursor cursor) implements Handover {}
}
