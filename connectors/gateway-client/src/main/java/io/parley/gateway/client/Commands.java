package io.parley.gateway.client;

import io.parley.gateway.client.PendingCommands.Pending;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Sends commands until their acks come. For the loop's thread.
 *
 * <p>A command is sent again when its ack has not come for a while after Kafka took it; the time
 * doubles with each repetition. Repetitions need no order: each is a duplicate of what Kafka has.
 * While Kafka's client holds much that Kafka does not take, or the topic of commands is lost,
 * commands wait here.
 */
final class Commands {

  private final GatewaySettings settings;
  private final Uplink uplink;
  private final Sessions sessions;
  private final Loop loop;
  private final GatewayMetrics metrics;
  private final Consumer<Exception> fatal;

  Commands(
      GatewaySettings settings,
      Uplink uplink,
      Sessions sessions,
      Loop loop,
      GatewayMetrics metrics,
      Consumer<Exception> fatal) {
    this.settings = settings;
    this.uplink = uplink;
    this.sessions = sessions;
    this.loop = loop;
    this.metrics = metrics;
    this.fatal = fatal;
  }

  void send(DeviceSession session, ClientCommand command) {
    PendingCommands commands = session.commands();
    if (commands.contains(command.clientMessageId())) {
      return;
    }
    if (commands.size() >= settings.mostPendingCommands()) {
      session
          .outgoing()
          .push(new Handover.NotTaken(command, Handover.NotTaken.Reason.TOO_MANY_PENDING));
      return;
    }
    metrics.commands.increment();
    Pending pending = new Pending(command, loop.millis(), settings.retryAfter().toMillis());
    if (commands.add(pending)) {
      sendFirst(session, pending);
    }
  }

  /** Sends the first command of a conversation's queue, until Kafka has taken it. */
  private void sendFirst(DeviceSession session, Pending pending) {
    if (session.hasEnded()) {
      return;
    }
    if (!uplink.hasRoomFor(Topics.COMMANDS)) {
      loop.after(Outlet.PAUSE, () -> sendFirst(session, pending));
      return;
    }
    write(
        session,
        pending,
        error -> {
          if (error == null) {
            planRetry(session, pending);
            sendNext(session, pending);
          } else if (Outlet.mayPass(error)) {
            loop.after(Outlet.PAUSE, () -> sendFirst(session, pending));
          } else if (error instanceof RecordTooLargeException) {
            refuse(session, pending, Handover.NotTaken.Reason.TOO_LARGE);
          } else {
            fatal.accept(error);
          }
        });
  }

  private void sendNext(DeviceSession session, Pending sent) {
    session
        .commands()
        .next(sent.command.conversationId())
        .ifPresent(next -> sendFirst(session, next));
  }

  private void refuse(DeviceSession session, Pending pending, Handover.NotTaken.Reason reason) {
    session.commands().remove(pending.command.clientMessageId());
    if (!session.hasEnded()) {
      session.outgoing().push(new Handover.NotTaken(pending.command, reason));
      sendNext(session, pending);
    }
  }

  private void planRetry(DeviceSession session, Pending pending) {
    loop.after(Duration.ofMillis(pending.wait), () -> retry(session, pending));
    pending.wait = Math.min(settings.longestRetry().toMillis(), pending.wait * 2);
  }

  private void retry(DeviceSession session, Pending pending) {
    if (session.hasEnded() || !session.commands().contains(pending)) {
      return;
    }
    if (uplink.hasRoomFor(Topics.COMMANDS)) {
      metrics.resends.increment();
      write(session, pending, error -> planRetry(session, pending));
    } else {
      planRetry(session, pending);
    }
  }

  private void write(DeviceSession session, Pending pending, Consumer<Exception> outcome) {
    ClientCommand command = pending.command;
    try {
      uplink.write(
          new ConversationCommand(
              command.clientMessageId(),
              command.conversationId(),
              session.userId(),
              session.deviceId(),
              settings.gatewayId(),
              command.clientTime(),
              command.payload()),
          command.traceparent(),
          (metadata, error) -> outcome.accept(error));
    } catch (AvroRuntimeException | ClassCastException e) {
      refuse(session, pending, Handover.NotTaken.Reason.INVALID);
    }
  }

  void onAck(CommandAck ack) {
    sessions
        .find(new DeviceKey(ack.getSenderId(), ack.getDeviceId()))
        .flatMap(
            session ->
                session
                    .commands()
                    .remove(ack.getClientMessageId())
                    .map(
                        pending -> {
                          session.outgoing().push(new Handover.Answer(ack));
                          return pending;
                        }))
        .ifPresentOrElse(
            pending ->
                metrics.ack(ack.getStatus(), Duration.ofMillis(loop.millis() - pending.sentAt)),
            metrics.strayAcks::increment);
  }
}
