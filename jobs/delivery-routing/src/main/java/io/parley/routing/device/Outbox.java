package io.parley.routing.device;

import io.parley.routing.TracedEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the devices of a user have yet to acknowledge: takes it in, sends it, sends it again, and
 * lets it go. An event is stored once for all devices of the user, as long as one queue names it.
 */
final class Outbox {

  /**
   * An event with more changes of members is not kept for a device that is away; it fetches the
   * event. 1,000 people who join at once would otherwise each keep the names of all of them.
   */
  static final int MOST_CHANGES_KEPT = 32;

  private final UserMemory memory;
  private final UserOutput out;
  private final Courier courier;
  private final RedeliveryPolicy redelivery;
  private final PendingPolicy pending;

  Outbox(UserMemory memory, UserOutput out, RedeliveryPolicy redelivery, PendingPolicy pending) {
    this.memory = memory;
    this.out = out;
    this.courier = new Courier(out, redelivery);
    this.redelivery = redelivery;
    this.pending = pending;
  }

  /** Takes in an event for some devices; those that are connected get it at once. */
  void append(Recipient to, TracedEvent event, Collection<String> devices, long now) {
    String conversation = event.conversation();
    Lane before = lane(conversation);
    Lane after = before;
    for (String device : devices) {
      Letter letter = letter(to, device, conversation, event);
      after = after.with(device, appended(letter, after.queue(device), event, now));
    }
    store(conversation, before, after, event);
  }

  private DeviceQueue appended(Letter to, DeviceQueue queue, TracedEvent event, long now) {
    long id = event.id();
    if (!to.isConnected() && queue.isOneRange()) {
      return queue.collapsedUpTo(id);
    }
    if (!to.isConnected() && isBulky(event)) {
      return queue.appendRange(id, id);
    }
    if (queue.size() >= pending.maxPerConversation() || storedEvents() >= pending.maxPerUser()) {
      out.count(Occurrence.COLLAPSED_QUEUE);
      DeviceQueue range = queue.collapsedUpTo(id);
      return to.isConnected() ? courier.sendAll(to, range, now) : range;
    }
    DeviceQueue longer = queue.append(id);
    if (!to.isConnected()) {
      return longer;
    }
    return queue.isEmpty() ? courier.sendAll(to, longer, now) : courier.sendLast(to, longer, now);
  }

  private static boolean isBulky(TracedEvent event) {
    return event.event().getPayload() instanceof MembersChanged changed
        && changed.getChanges().size() > MOST_CHANGES_KEPT;
  }

  /** Takes in a range of events that a device may have missed; goes out at once if connected. */
  void appendRange(
      Recipient to, String conversation, String device, long first, long last, long now) {
    Lane before = lane(conversation);
    DeviceQueue queue = before.queue(device);
    DeviceQueue longer = queue.appendRange(first, last);
    if (longer.equals(queue)) {
      return;
    }
    Letter letter = letter(to, device, conversation, null);
    if (letter.isConnected()) {
      longer =
          queue.isEmpty()
              ? courier.sendAll(letter, longer, now)
              : courier.sendLast(letter, longer, now);
    }
    store(conversation, before, before.with(device, longer), null);
  }

  /** Sends a device everything it has yet to acknowledge, in order. */
  void startSession(Recipient to, String device, long now) {
    for (Map.Entry<String, Lane> lane : memory.lanes().entries()) {
      DeviceQueue queue = withoutHopelessHead(lane.getValue().queue(device));
      if (!queue.isEmpty()) {
        queue = courier.sendAll(letter(to, device, lane.getKey(), null), queue, now);
      }
      store(lane.getKey(), lane.getValue(), lane.getValue().with(device, queue), null);
    }
  }

  /** Gives a device what came while no device of the user was known. */
  void claim(String device) {
    for (Map.Entry<String, Lane> lane : memory.lanes().entries()) {
      DeviceQueue waiting = lane.getValue().queue(Lane.NOBODY);
      if (!waiting.isEmpty()) {
        Lane claimed = lane.getValue().with(Lane.NOBODY, DeviceQueue.EMPTY).with(device, waiting);
        store(lane.getKey(), lane.getValue(), claimed, null);
      }
    }
  }

  /**
   * Lets a device that was not known fetch what was routed of late: its session may have begun
   * before those events although the job heard of it after them.
   *
   * @param firstEventId where to fetch from
   * @param newest by conversation, the newest event known beside those that wait
   */
  void catchUp(String device, long firstEventId, Map<String, Long> newest) {
    Map<String, Long> upTo = new HashMap<>(newest);
    memory
        .lanes()
        .entries()
        .forEach(lane -> upTo.merge(lane.getKey(), lane.getValue().newestEvent(), Math::max));
    upTo.forEach(
        (conversation, last) -> {
          Lane lane = lane(conversation);
          DeviceQueue queue = lane.queue(device).appendRange(firstEventId, last);
          store(conversation, lane, lane.with(device, queue), null);
        });
  }

  /** Drops what waits for devices that are forgotten. */
  void forget(List<String> devices) {
    if (devices.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Lane> lane : memory.lanes().entries()) {
      Lane after = lane.getValue();
      for (String device : devices) {
        after = after.with(device, DeviceQueue.EMPTY);
      }
      store(lane.getKey(), lane.getValue(), after, null);
    }
  }

  /** Lets go of everything up to an event that a device has acknowledged. */
  void settle(Recipient to, String conversation, String device, long eventId, long now) {
    Lane before = lane(conversation);
    DeviceQueue queue = before.queue(device);
    DeviceQueue open = queue.settledUpTo(eventId);
    if (open.equals(queue)) {
      return;
    }
    queue.entries().stream()
        .filter(entry -> entry.lastEventId() <= eventId && entry.sentAt() > 0)
        .forEach(entry -> out.acknowledgedAfter(now - entry.sentAt()));
    Letter letter = letter(to, device, conversation, null);
    if (letter.isConnected() && !open.isEmpty()) {
      open = courier.scheduled(letter, open, now);
    }
    store(conversation, before, before.with(device, open), null);
  }

  /**
   * Sends again what is due, and says which devices never acknowledge: those whose attempts in this
   * session are used up.
   */
  Set<String> redeliver(Recipient to, long now) {
    Set<String> dead = new HashSet<>();
    for (Map.Entry<String, Lane> lane : memory.lanes().entries()) {
      Lane after = lane.getValue();
      for (Map.Entry<String, DeviceQueue> due : after.queues().entrySet()) {
        Letter letter = letter(to, due.getKey(), lane.getKey(), null);
        if (letter.isConnected() && due.getValue().redeliverAt() <= now) {
          after = after.with(due.getKey(), redelivered(letter, due.getValue(), dead, now));
        }
      }
      store(lane.getKey(), lane.getValue(), after, null);
    }
    return dead;
  }

  private DeviceQueue redelivered(Letter to, DeviceQueue queue, Set<String> dead, long now) {
    DeviceQueue rest = withoutHopelessHead(queue);
    if (rest.isEmpty()) {
      return rest;
    }
    if (!rest.equals(queue)) {
      return courier.scheduled(to, rest, now);
    }
    if (redelivery.sessionIsDead(queue)) {
      dead.add(to.device());
      return queue;
    }
    return courier.sendHead(to, queue, now);
  }

  /** When a connected device is due to get something again. */
  OptionalLong nextRedelivery(Recipient to) {
    return memory.lanes().entries().stream()
        .flatMap(lane -> lane.getValue().queues().entrySet().stream())
        .filter(queue -> to.table().live(queue.getKey()) != null)
        .mapToLong(queue -> queue.getValue().redeliverAt())
        .min();
  }

  /** The newest message of each conversation that a device has yet to acknowledge. */
  void newestMessages(String device, Consumer<TracedEvent> action) {
    for (Map.Entry<String, Lane> lane : memory.lanes().entries()) {
      List<Entry> entries = lane.getValue().queue(device).entries();
      for (int i = entries.size() - 1; i >= 0; i--) {
        TracedEvent event = event(lane.getKey(), entries.get(i).lastEventId());
        if (event != null && event.event().getPayload() instanceof MessageSent) {
          action.accept(event);
          break;
        }
      }
    }
  }

  private DeviceQueue withoutHopelessHead(DeviceQueue queue) {
    if (queue.isEmpty() || !redelivery.headIsHopeless(queue)) {
      return queue;
    }
    out.count(Occurrence.SET_ASIDE);
    return queue.headSetAside();
  }

  private Letter letter(Recipient to, String device, String conversation, TracedEvent arriving) {
    return new Letter(
        to.userId(),
        device,
        to.table().live(device),
        conversation,
        id -> arriving != null && id == arriving.id() ? arriving : event(conversation, id));
  }

  private Lane lane(String conversation) {
    Lane lane = memory.lanes().get(conversation);
    return lane == null ? Lane.EMPTY : lane;
  }

  private TracedEvent event(String conversation, long id) {
    return memory.events().get(new EventKey(conversation, id));
  }

  private int storedEvents() {
    Integer count = memory.eventCount().get();
    return count == null ? 0 : count;
  }

  /** Writes a lane, keeps the arriving event if a queue names it, drops events that none names. */
  private void store(String conversation, Lane before, Lane after, TracedEvent arriving) {
    if (after.equals(before)) {
      return;
    }
    int more = 0;
    for (long id : before.eventsMissingIn(after)) {
      memory.events().remove(new EventKey(conversation, id));
      more--;
    }
    if (arriving != null && after.holdsEvent(arriving.id())) {
      memory.events().put(new EventKey(conversation, arriving.id()), arriving);
      more++;
    }
    if (more != 0) {
      int count = storedEvents() + more;
      memory.eventCount().set(count == 0 ? null : count);
      out.storedEvents(more);
    }
    if (after.isEmpty()) {
      memory.lanes().remove(conversation);
    } else {
      memory.lanes().put(conversation, after);
    }
  }
}
