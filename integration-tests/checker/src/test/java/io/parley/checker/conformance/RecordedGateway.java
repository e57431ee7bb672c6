package io.parley.checker.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.checker.history.GatewayHistory;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * A history in memory, which a test can change: each record has a label under which it can be taken
 * out. Offsets are given when the history is read, by the time of the records.
 */
final class RecordedGateway implements GatewayHistory {

  static final int PARTITIONS = 4;

  /** The beginning of the story, in milliseconds since 1970. */
  static final long START = 1_795_824_000_000L;

  private record Entry(
      String label, String topic, long time, String key, int partition, SpecificRecord value) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> transactional = new HashSet<>();
  private double end = 400;

  /** A time of the story, in seconds from its beginning. */
  static long at(double seconds) {
    return START + Math.round(seconds * 1_000);
  }

  static int partitionOf(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % PARTITIONS;
  }

  RecordedGateway add(
      String label, double seconds, String topic, String key, SpecificRecord value) {
    return addIn(label, seconds, topic, key, partitionOf(key), value);
  }

  RecordedGateway addIn(
      String label, double seconds, String topic, String key, int partition, SpecificRecord value) {
    entries.add(new Entry(label, topic, at(seconds), key, partition, value));
    return this;
  }

  /** Takes out all records whose label begins with a text. There must be some. */
  RecordedGateway without(String label) {
    if (!entries.removeIf(entry -> entry.label().startsWith(label))) {
      throw new IllegalArgumentException("no record with the label " + label);
    }
    return this;
  }

  /** The history was read at this time. */
  RecordedGateway endsAt(double seconds) {
    end = seconds;
    return this;
  }

  /** The records of a topic are written in transactions of one record each. */
  RecordedGateway inTransactions(String topic) {
    transactional.add(topic);
    return this;
  }

  @Override
  public long endedAt() {
    return at(end);
  }

  @Override
  public int partitions(String topic) {
    return PARTITIONS;
  }

  @Override
  public void forEachGateway(Consumer<Seen<GatewayEvent>> reader) {
    read(Topics.GATEWAYS, GatewayEvent.class, reader);
  }

  @Override
  public void forEachSession(Consumer<Seen<SessionEvent>> reader) {
    read(Topics.SESSIONS, SessionEvent.class, reader);
  }

  @Override
  public void forEachCommand(Consumer<Seen<ConversationCommand>> reader) {
    read(Topics.COMMANDS, ConversationCommand.class, reader);
  }

  @Override
  public void forEachReceipt(Consumer<Seen<Receipt>> reader) {
    read(Topics.RECEIPTS, Receipt.class, reader);
  }

  @Override
  public void forEachAck(Consumer<Seen<CommandAck>> reader) {
    read(Topics.ACKS, CommandAck.class, reader);
  }

  @Override
  public void forEachDelivery(Consumer<Seen<Delivery>> reader) {
    read(Topics.DELIVERIES, Delivery.class, reader);
  }

  @Override
  public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    read(Topics.EVENTS, ConversationEvent.class, reader);
  }

  private <T> void read(String topic, Class<T> type, Consumer<Seen<T>> reader) {
    TreeMap<Integer, List<Entry>> partitions = new TreeMap<>();
    entries.stream()
        .filter(entry -> entry.topic().equals(topic))
        .sorted(Comparator.comparingLong(Entry::time))
        .forEach(
            entry ->
                partitions.computeIfAbsent(entry.partition(), any -> new ArrayList<>()).add(entry));
    int step = transactional.contains(topic) ? 2 : 1;
    partitions.forEach(
        (partition, list) -> {
          for (int i = 0; i < list.size(); i++) {
            Entry entry = list.get(i);
            reader.accept(
                new Seen<>(
                    new Position(topic, partition, (long) i * step),
                    true,
                    entry.time(),
                    Optional.ofNullable(entry.key()),
                    0,
                    Optional.ofNullable(entry.value()).map(type::cast)));
          }
        });
  }
}
