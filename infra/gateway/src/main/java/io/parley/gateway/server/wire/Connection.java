package io.parley.gateway.server.wire;

import io.parley.gateway.client.ClientCommand;
import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;
import io.parley.gateway.client.CloseReason;
import io.parley.gateway.client.Handover;
import io.parley.gateway.server.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device's connection: the protocol between a WebSocket and the gateway library.
 *
 * <p>Threads: the network calls {@link #onText} and its like, one call at a time. The library's
 * thread calls {@link #connected}, {@link #deliver}, {@link #isWritable} and {@link #close}. A
 * timer calls {@link #tick}. Nothing here blocks.
 *
 * <p>Errors: a faulty frame is answered by an {@code error} frame, and the connection goes on. An
 * exception in this class ends this connection and no other.
 */
public final class Connection implements ClientConnection {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(10);

  private final Connections.Shared shared;
  private final Wire wire;
  private final FrameReader reader = new FrameReader();
  private final TokenBucket bucket;
  private final ReceivedTimes received = new ReceivedTimes();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long opened;
  private volatile String user;
  private volatile String device;
  private volatile ClientSession session;
  private volatile long lastFrame;
  private long lastWarning;
  private int faults;

  Connection(Connections.Shared shared, Wire wire) {
    this.shared = shared;
    this.wire = wire;
    Limits limits = shared.limits();
    bucket = new TokenBucket(limits.framesPerSecond(), limits.burst(), shared.time()::nanos);
    opened = shared.time().nanos();
    lastFrame = opened;
    lastWarning = lastFrame - BETWEEN_WARNINGS.toNanos();
  }

  /** A text frame has come. */
  public void onText(String text) {
    if (!begin()) {
      return;
    }
    try {
      handle(reader.read(text));
    } catch (FrameException e) {
      refuse(e);
    } catch (RuntimeException e) {
      // Neither the frame nor the message, which may quote it.
      LOG.warn("A connection has ended: handling a frame threw {}", e.getClass().getName());
      error(ErrorCode.INTERNAL, "The gateway could not handle the frame.", Optional.empty());
      end(Bye.BROKEN, Optional.empty());
    }
  }

  /**
   * A frame has come that is no text.
   *
   * @param what begins a sentence, such as "A binary frame came"
   */
  public void onMalformed(String what) {
    if (begin()) {
      refuse(FrameReader.notJson(what));
    }
  }

  /** A frame has come that is larger than allowed, and was not kept. */
  public void onTooLarge(long bytes) {
    if (begin()) {
      refuse(
          new FrameException(
              ErrorCode.FRAME_TOO_LARGE,
              "The frame has "
                  + bytes
                  + " bytes, expected at most "
                  + shared.limits().mostFrameBytes()
                  + ". The frame is ignored."));
    }
  }

  /**
   * A ping or pong of WebSocket itself has come. It counts as a frame.
   *
   * @return whether a ping is to be answered
   */
  public boolean onControl() {
    return begin();
  }

  /** The client takes frames again. */
  public void onRoom() {
    ClientSession current = session;
    if (current != null) {
      current.writable();
    }
  }

  /**
   * Counts a frame and slows down a client that sends too fast. False if nothing counts any more.
   */
  private boolean begin() {
    if (ended.get()) {
      return false;
    }
    shared.metrics().frame();
    lastFrame = shared.time().nanos();
    Duration wait = bucket.take();
    if (!wait.isZero()) {
      wire.pause(wait);
      if (lastFrame - lastWarning >= BETWEEN_WARNINGS.toNanos()) {
        lastWarning = lastFrame;
        Limits limits = shared.limits();
        error(
            ErrorCode.TOO_FAST,
            "More than %d frames at once and %d a second came. The gateway reads more slowly; no frame is lost."
                .formatted(limits.burst(), limits.framesPerSecond()),
            Optional.empty());
      }
    }
    return true;
  }

  private void handle(ClientFrame frame) throws FrameException {
    if (frame instanceof ClientFrame.Ping) {
      wire.send(ServerFrames.pong(shared.time().millis()));
    } else if (frame instanceof ClientFrame.Hello hello) {
      hello(hello.token());
    } else if (session == null) {
      throw new FrameException(
              ErrorCode.NOT_NOW, "A frame came before hello. Send hello with a token first.")
          .ofCommand(idOf(frame));
    } else if (frame instanceof ClientFrame.Command sent) {
      ClientCommand command = sent.command();
      received.put(command.clientMessageId(), shared.time().millis());
      session.send(command);
    } else if (frame instanceof ClientFrame.Receipt receipt) {
      session.acknowledge(receipt.conversation(), receipt.event(), receipt.kind());
    } else if (frame instanceof ClientFrame.Logout && ended.compareAndSet(false, true)) {
      session.logOut();
      farewell(Bye.LOGGED_OUT);
    }
  }

  private static Optional<String> idOf(ClientFrame frame) {
    return frame instanceof ClientFrame.Command sent
        ? Optional.of(sent.command().clientMessageId())
        : Optional.empty();
  }

  private void hello(String token) throws FrameException {
    if (session != null) {
      throw new FrameException(
          ErrorCode.NOT_NOW, "A second hello came. A connection has one user. It is ignored.");
    }
    Optional<Login.Identity> identity = shared.login().verify(token);
    if (identity.isEmpty()) {
      error(
          ErrorCode.UNAUTHORISED,
          "The token is not valid here or has expired. Log in again. The connection is closed.",
          Optional.empty());
      end(Bye.UNAUTHORISED, Optional.empty());
      return;
    }
    // Before the session exists, because the library may call at once.
    user = identity.get().user();
    device = identity.get().device();
    session = shared.gate().connect(user, device, this);
    if (ended.get()) {
      session.close();
    }
  }

  private void refuse(FrameException e) {
    error(e.code(), e.getMessage(), e.id());
    faults++;
    if (faults >= shared.limits().mostFaults()) {
      end(Bye.TOO_MANY_FAULTS, Optional.empty());
    }
  }

  private void error(ErrorCode code, String text, Optional<String> id) {
    shared.metrics().fault(code);
    wire.send(ServerFrames.error(code, text, id));
  }

  /**
   * Welcomes the client, which makes its first download then. Before Kafka has the session, an
   * event could be stored after the download and never reach a device that is new.
   */
  @Override
  public void connected() {
    if (!ended.get()) {
      wire.send(ServerFrames.welcome(user, device, shared.gatewayId(), shared.time().millis()));
    }
  }

  @Override
  public boolean isWritable() {
    return wire.hasRoom();
  }

  @Override
  public void deliver(Handover handover) {
    if (handover instanceof Handover.Live live) {
      wire.send(EventFrame.of(live.event(), user, OptionalLong.empty()).toString());
    } else if (handover instanceof Handover.Stored stored) {
      OptionalLong follows = OptionalLong.of(stored.follows());
      wire.send(EventFrame.of(stored.event(), user, follows).toString());
    } else if (handover instanceof Handover.Answer answer) {
      OptionalLong time = received.remove(answer.ack().getClientMessageId());
      wire.send(ServerFrames.ack(answer.ack(), time, shared.time().millis()));
    } else if (handover instanceof Handover.NotTaken refused) {
      notTaken(refused);
    } else if (handover instanceof Handover.Status status) {
      wire.send(ServerFrames.status(status.status()));
    } else if (handover instanceof Handover.Cursor cursor) {
      wire.send(ServerFrames.cursor(cursor.cursor()));
    }
  }

  private void notTaken(Handover.NotTaken refused) {
    String id = refused.command().clientMessageId();
    received.remove(id);
    switch (refused.reason()) {
      case TOO_MANY_PENDING ->
          error(
              ErrorCode.TOO_MANY_PENDING,
              "Too many commands wait for their acks. Send this one again after some of them.",
              Optional.of(id));
      case TOO_LARGE ->
          error(
              ErrorCode.TOO_LARGE,
              "The command is larger than can be stored. It is not sent.",
              Optional.of(id));
      case INVALID ->
          error(
              ErrorCode.INVALID_FIELD,
              "The command cannot be encoded. It is not sent.",
              Optional.of(id));
    }
  }

  @Override
  public void close(CloseReason reason) {
    if (ended.compareAndSet(false, true)) {
      farewell(Bye.of(reason));
    }
  }

  /** Ends the connection for a reason of the server's own. */
  void end(Bye reason, Optional<String> why) {
    if (ended.compareAndSet(false, true)) {
      why.ifPresent(
          text -> wire.send(ServerFrames.error(ErrorCode.NOT_NOW, text, Optional.empty())));
      farewell(reason);
      closeSession();
    }
  }

  /** The connection has ended on the network. */
  void onClosed() {
    ended.set(true);
    closeSession();
  }

  /** Ends the connection if it has been silent for too long. */
  void tick() {
    long now = shared.time().nanos();
    Limits limits = shared.limits();
    if (session == null && now - opened > limits.hello().toNanos()) {
      end(
          Bye.NO_HELLO,
          Optional.of(
              "No hello with a token came within "
                  + limits.hello().toSeconds()
                  + " s. Connect"
                  + " again."));
    } else if (now - lastFrame > limits.idle().toNanos()) {
      end(
          Bye.IDLE,
          Optional.of(
              "No frame came for " + limits.idle().toSeconds() + " s. Send a ping every 20 s."));
    }
  }

  private void closeSession() {
    ClientSession current = session;
    if (current != null) {
      current.close();
    }
  }

  private void farewell(Bye reason) {
    shared.metrics().end(reason);
    wire.send(ServerFrames.bye(reason));
    wire.close(reason.code(), reason.name());
  }
}
