package io.parley.benchmarks.routing;

import io.parley.routing.topics.EncodedDelivery;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * The other end of the job: counts what comes out, acknowledges each delivery at once, and takes
 * the latency of messages that say in their {@code client_message_id} when they were due. One for
 * the JVM, because sinks are serialized on their way into their tasks.
 */
final class Gateways {

  static final LongAdder DELIVERIES = new LongAdder();
  static final LongAdder BROADCASTS = new LongAdder();
  static final LongAdder PUSHES = new LongAdder();
  static final LongAdder CURSORS = new LongAdder();

  /** Receipts that the job has read. */
  static final LongAdder RECEIPTS = new LongAdder();

  private static final SpecificDatumReader<Delivery> READER =
      new SpecificDatumReader<>(Delivery.class);

  private static final String DUE = "due-";

  /** Nanoseconds from when a message was due to its first delivery; at most a minute. */
  static final Histogram LATENCY = new ConcurrentHistogram(60_000_000_000L, 3);

  private Gateways() {}

  /** The client_message_id of a message that is due at a {@link System#nanoTime}. */
  static String due(long nanos) {
    return DUE + nanos;
  }

  static void deliver(EncodedDelivery encoded) {
    Delivery delivery = decode(encoded);
    if (delivery.getKind() != DeliveryKind.DIRECT) {
      return;
    }
    DELIVERIES.increment();
    String id = delivery.getEvent().getClientMessageId();
    if (id.startsWith(DUE)) {
      long latency = System.nanoTime() - Long.parseLong(id, DUE.length(), id.length(), 10);
      LATENCY.recordValue(Math.min(latency, LATENCY.getHighestTrackableValue()));
    }
    Feed.of(Topics.RECEIPTS)
        .add(
            new Receipt(
                delivery.getConversationId(),
                delivery.getRecipientId(),
                delivery.getDeviceId(),
                delivery.getEvent().getEventId(),
                ReceiptKind.DELIVERED));
  }

  private static Delivery decode(EncodedDelivery encoded) {
    try {
      return READER.read(null, DecoderFactory.get().binaryDecoder(encoded.value(), null));
    } catch (IOException e) {
      throw new UncheckedIOException("The job wrote a delivery that cannot be read", e);
    }
  }
}
