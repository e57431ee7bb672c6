package io.parley.routing.domain;

import io.parley.schemas.event.ConversationEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Devices behind gateways that do what the contract says, and the table of messages. A device keeps
 * what it has across sessions, and fails the test when it is handed an event over a gap.
 */
final class ModelGateways implements ModelJob.World {

  /** An event of a conversation. */
  record Row(long id, String user, String device) {}

  /** A connection: what the gateway knows of it. */
  static final class Phone {
    final String user;
    final String name;
    String gateway;
    long incarnation;
    long epoch;
    boolean answers = true;
    final Map<String, Long> had = new HashMap<>();
    final Map<String, Long> acked = new HashMap<>();
    final Map<String, Long> syncing = new HashMap<>();

    Phone(String user, String name) {
      this.user = user;
      this.name = name;
    }

    long had(String conversation) {
      return had.getOrDefault(conversation, 0L);
    }
  }

  final Map<String, TreeMap<Long, Row>> table = new HashMap<>();
  final Map<String, Long> live = new HashMap<>();
  final List<Phone> phones = new ArrayList<>();

  Phone phone(String user, String device) {
    return phones.stream()
        .filter(phone -> phone.user.equals(user) && phone.name.equals(device))
        .findFirst()
        .orElseThrow();
  }

  boolean isConnected(Phone phone) {
    return phone.gateway != null && live.getOrDefault(phone.gateway, -1L) == phone.incarnation;
  }

  void connect(Phone phone, String gateway, long epoch) {
    phone.gateway = gateway;
    phone.incarnation = live.get(gateway);
    phone.epoch = epoch;
    phone.syncing.clear();
  }

  @Override
  public void direct(UserOutput.Target to, UserInput.Event event) {
    take(to, event.conversationId(), event.eventId(), 0, 0);
  }

  @Override
  public void sync(UserOutput.Target to, String conversation, long after, Long upTo) {
    take(to, conversation, null, after, upTo);
  }

  @Override
  public void broadcast(String gateway, ConversationEvent event) {
    throw new AssertionError("no conversation here is large");
  }

  /** One delivery reaches its gateway. */
  private void take(UserOutput.Target to, String conversation, Long direct, long after, long upTo) {
    Phone phone = phone(to.userId(), to.deviceId());
    if (!isConnected(phone) || !to.gatewayId().equals(phone.gateway) || to.epoch() != phone.epoch) {
      return;
    }
    if (direct == null) {
      phone.syncing.merge(conversation, upTo, Math::max);
      phone.had.merge(conversation, after, Math::max);
    } else if (phone.syncing.containsKey(conversation)) {
      phone.syncing.merge(conversation, direct, Math::max);
    } else {
      hand(phone, conversation, direct);
    }
  }

  /** The gateways read a few rows for each SYNC that is under way. */
  void read(int rows) {
    for (Phone phone : phones) {
      for (String conversation : List.copyOf(phone.syncing.keySet())) {
        long end = phone.syncing.get(conversation);
        for (int n = 0; n < rows; n++) {
          Long next = table.get(conversation).higherKey(phone.had(conversation));
          if (next == null || next > end) {
            phone.syncing.remove(conversation);
            break;
          }
          hand(phone, conversation, next);
        }
      }
    }
  }

  private void hand(Phone phone, String conversation, long id) {
    long had = phone.had(conversation);
    if (id <= had) {
      return;
    }
    for (Row row : table.get(conversation).subMap(had, false, id, false).values()) {
      boolean own = row.user.equals(phone.user) && row.device.equals(phone.name);
      if (!own) {
        throw new AssertionError(
            "%s of %s got %d of %s without %d before it"
                .formatted(phone.name, phone.user, id, conversation, row.id));
      }
    }
    phone.had.put(conversation, id);
  }

  /** Whether a device has everything that it did not write itself. */
  boolean hasAll(Phone phone) {
    return table.entrySet().stream()
        .allMatch(
            conversation ->
                conversation
                    .getValue()
                    .tailMap(phone.had(conversation.getKey()), false)
                    .values()
                    .stream()
                    .allMatch(r -> r.user.equals(phone.user) && r.device.equals(phone.name)));
  }
}
