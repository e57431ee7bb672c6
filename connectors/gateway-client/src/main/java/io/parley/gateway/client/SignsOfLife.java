package io.parley.gateway.client;

import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Writes the gateway's signs of life: UP, ALIVE every few seconds, DOWN. For the loop's thread.
 *
 * <p>The router ends an incarnation that has been silent for longer than its lease, by the broker's
 * clock. This class uses the same clock, by comparing the append times of its own records. If two
 * are further apart than the lease, the incarnation may have been ended, and a new one begins.
 */
final class SignsOfLife {

  private final GatewaySettings settings;
  private final BiConsumer<GatewayEvent, Consumer<RecordMetadata>> writer;
  private final Loop loop;
  private final Runnable renewed;
  private long incarnation;
  private long lastAppend = -1;
  private boolean ended;

  /**
   * Says nothing before {@link #begin}.
   *
   * @param writer writes a record, and tells on the loop's thread what Kafka made of it
   * @param renewed runs after a new incarnation has replaced one that was silent for too long: all
   *     sessions must be announced again
   */
  SignsOfLife(
      GatewaySettings settings,
      BiConsumer<GatewayEvent, Consumer<RecordMetadata>> writer,
      Loop loop,
      Runnable renewed) {
    this.settings = settings;
    this.writer = writer;
    this.loop = loop;
    this.renewed = renewed;
    this.incarnation = settings.incarnationAbove();
  }

  /** Begins an incarnation; {@code up} runs when Kafka has it. */
  void begin(Runnable up) {
    raise();
    write(GatewayState.UP, up);
    loop.after(settings.aliveInterval(), this::stayAlive);
  }

  private void raise() {
    incarnation = Math.max(incarnation + 1, loop.millis());
    lastAppend = -1;
  }

  private void stayAlive() {
    if (!ended) {
      write(GatewayState.ALIVE, () -> {});
      loop.after(settings.aliveInterval(), this::stayAlive);
    }
  }

  private void write(GatewayState state, Runnable taken) {
    long written = incarnation;
    writer.accept(
        new GatewayEvent(settings.gatewayId(), written, state),
        metadata -> {
          taken.run();
          if (written == incarnation && metadata.hasTimestamp() && !ended) {
            taken(metadata.timestamp());
          }
        });
  }

  private void taken(long append) {
    boolean lapsed = lastAppend >= 0 && append - lastAppend > settings.lease().toMillis();
    lastAppend = Math.max(lastAppend, append);
    if (lapsed) {
      raise();
      write(GatewayState.UP, () -> {});
      renewed.run();
    }
  }

  /** Ends the incarnation. */
  void end() {
    ended = true;
    write(GatewayState.DOWN, () -> {});
  }

  long incarnation() {
    return incarnation;
  }
}
