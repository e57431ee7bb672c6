package io.parley.gateway.client;

import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Gathers receipts for a short time. Of several for the same conversation, device and kind it
 * writes only the one with the highest id, which includes the others. While Kafka takes nothing
 * they go on gathering: the writer is asked for room before each receipt. Bounded by one receipt
 * per conversation, device and kind. For one thread.
 */
final class ReceiptGatherer {

  private record Key(String conversation, DeviceKey device, ReceiptKind kind) {}

  private final Loop loop;
  private final Duration delay;
  private final Consumer<Receipt> writer;
  private final BooleanSupplier hasRoom;
  private final Map<Key, Long> gathered = new LinkedHashMap<>();
  private boolean planned;

  /**
   * Gathers nothing yet.
   *
   * @param hasRoom whether the writer can take more now
   */
  ReceiptGatherer(Loop loop, Duration delay, Consumer<Receipt> writer, BooleanSupplier hasRoom) {
    this.loop = loop;
    this.delay = delay;
    this.writer = writer;
    this.hasRoom = hasRoom;
  }

  void add(String conversation, DeviceKey device, long upToId, ReceiptKind kind) {
    gathered.merge(new Key(conversation, device, kind), upToId, Math::max);
    if (planned) {
      return;
    }
    if (delay.isZero()) {
      flushWhileRoom();
    } else {
      plan(delay);
    }
  }

  private void plan(Duration pause) {
    planned = true;
    loop.after(pause, this::flushWhileRoom);
  }

  private void flushWhileRoom() {
    planned = false;
    Iterator<Map.Entry<Key, Long>> entries = gathered.entrySet().iterator();
    while (entries.hasNext() && hasRoom.getAsBoolean()) {
      Map.Entry<Key, Long> entry = entries.next();
      write(entry.getKey(), entry.getValue());
      entries.remove();
    }
    if (!gathered.isEmpty()) {
      plan(Outlet.PAUSE);
    }
  }

  /** Writes a device's receipts at once, because they must not come after its DISCONNECTED. */
  void flush(DeviceKey device) {
    Iterator<Map.Entry<Key, Long>> entries = gathered.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Key, Long> entry = entries.next();
      if (entry.getKey().device().equals(device)) {
        write(entry.getKey(), entry.getValue());
        entries.remove();
      }
    }
  }

  /** Writes all receipts, whether there is room or not, because the gateway ends. */
  void flush() {
    planned = false;
    gathered.forEach(this::write);
    gathered.clear();
  }

  private void write(Key key, long upToId) {
    DeviceKey device = key.device();
    writer.accept(
        new Receipt(key.conversation(), device.user(), device.device(), upToId, key.kind()));
  }
}
