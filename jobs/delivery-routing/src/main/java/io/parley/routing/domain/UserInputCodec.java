package io.parley.routing.domain;

import io.parley.routing.domain.UserInput.Acknowledgement;
import io.parley.routing.domain.UserInput.Cursor;
import io.parley.routing.domain.UserInput.Event;
import io.parley.routing.domain.UserInput.EventKind;
import io.parley.routing.domain.UserInput.Large;
import io.parley.routing.domain.UserInput.LargeChange;
import io.parley.routing.domain.UserInput.Nudge;
import io.parley.routing.domain.UserInput.Session;
import io.parley.routing.domain.UserInput.Status;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs the inputs of a user. An input travels between two operators of one running job and is
 * never stored, so it has no version. An event is packed once for all its recipients.
 */
public final class UserInputCodec {

  private UserInputCodec() {}

  public static byte[] pack(UserInput input) {
    Packer out = new Packer();
    if (input instanceof Event event) {
      packEvent(event, out);
    } else if (input instanceof Session s) {
      out.octet(1).text(s.deviceId()).text(s.gatewayId()).number(s.incarnation());
      out.number(s.epoch()).constant(s.state()).number(s.appendedAt());
    } else if (input instanceof Acknowledgement a) {
      out.octet(2).text(a.conversationId()).text(a.deviceId()).number(a.upTo());
      out.flag(a.read()).number(a.appendedAt());
    } else if (input instanceof Large large) {
      out.octet(3).text(large.conversationId()).number(large.eventId());
      out.number(large.previousId()).constant(large.change());
    } else if (input instanceof Nudge nudge) {
      out.octet(4).text(nudge.conversationId()).number(nudge.messageId()).text(nudge.senderId());
      out.constant(nudge.type()).number(nudge.deleted().size());
      nudge.deleted().forEach(out::number);
    } else if (input instanceof Status status) {
      out.octet(5).text(status.conversationId()).blob(status.encoded()).text(status.traceparent());
    } else if (input instanceof Cursor cursor) {
      out.octet(6).text(cursor.conversationId()).blob(cursor.encoded()).text(cursor.traceparent());
    }
    return out.packed();
  }

  private static void packEvent(Event event, Packer out) {
    out.octet(0).text(event.conversationId()).number(event.eventId()).number(event.previousId());
    out.constant(event.kind()).number(event.messageId()).text(event.senderId());
    out.text(event.deviceId()).constant(event.type()).number(event.sentAt());
    out.flag(event.joins()).flag(event.fetched()).flag(event.wantsPush());
    out.blob(event.encoded()).text(event.traceparent());
  }

  public static UserInput unpack(byte[] packed) {
    Unpacker in = new Unpacker(packed);
    int kind = in.octet();
    return switch (kind) {
      case 0 -> event(in);
      case 1 ->
          new Session(
              in.text(),
              in.text(),
              in.number(),
              in.number(),
              in.constant(SessionState.class),
              in.number());
      case 2 -> new Acknowledgement(in.text(), in.text(), in.number(), in.flag(), in.number());
      case 3 -> new Large(in.text(), in.number(), in.number(), in.constant(LargeChange.class));
      case 4 ->
          new Nudge(in.text(), in.number(), in.text(), in.constant(MessageType.class), numbers(in));
      case 5 -> new Status(in.text(), in.blob(), in.text());
      case 6 -> new Cursor(in.text(), in.blob(), in.text());
      default -> throw new IllegalStateException("No user input has the tag " + kind);
    };
  }

  private static Event event(Unpacker in) {
    return new Event(
        in.text(),
        in.number(),
        in.number(),
        in.constant(EventKind.class),
        in.number(),
        in.text(),
        in.text(),
        in.constant(MessageType.class),
        in.number(),
        in.flag(),
        in.flag(),
        in.flag(),
        in.blob(),
        in.text());
  }

  private static List<Long> numbers(Unpacker in) {
    List<Long> numbers = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      numbers.add(in.number());
    }
    return numbers;
  }
}
