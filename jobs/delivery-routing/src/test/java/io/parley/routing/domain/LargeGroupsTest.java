package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A conversation that becomes large and small again, while members come and go, sessions move,
 * gateways die, and the job reads each topic at its own pace and falls back to checkpoints. Its
 * gateways subscribe sessions and hand on broadcasts as the contract says, and read a gap in the
 * sequence from the table.
 *
 * <p>What holds: a session that begins once everything is quiet brings its device everything that
 * the user was a member for; from then on broadcasts keep it up to date; an event of a large
 * conversation goes at most once to each gateway, and never to one that was seen to have ended; and
 * a user who has left is handed no broadcast that came after, unless the job has crashed and has
 * not read its inputs again.
 *
 * <p>Each user has two devices, which all connect once before the conversation begins. Some of them
 * stay away for long.
 *
 * <p>Seen red: with a user who leaves and gets no SYNC that ends the subscription; without the SYNC
 * at the start of a session.
 */
class LargeGroupsTest {

  private static final RoutingPolicy POLICY =
      new RoutingPolicy(
          15_000,
          5_000,
          60_000,
          0.2,
          3,
          1_000,
          4,
          30 * 86_400_000L,
          PushPolicy.USER,
          5_000,
          60_000,
          60_000);
  private static final String GROUP = "group";
  private static final List<String> USERS = List.of("ann", "bob", "cid", "dan", "eli", "fay");
  private static final List<String> DEVICES = List.of("phone", "tablet");
  private static final List<String> GATEWAYS = List.of("g1", "g2", "g3");

  @Property(tries = 300)
  void everyMemberGetsEverythingAndWhoHasLeftGetsNothingMore(@ForAll long seed) {
    Run run = new Run(seed);
    for (int n = 0; n < 200; n++) {
      run.step();
    }
    run.everybodyReconnects();
    run.assertMembersHaveAll("after a new session");
    for (int n = 0; n < 5; n++) {
      run.say();
      run.quiet();
    }
    run.assertMembersHaveAll("by broadcasts");
  }

  /** A device, and what its gateway knows of its session. */
  private static final class Phone {
    final String user;
    final String device;
    String gateway;
    long incarnation;
    long epoch;
    boolean subscribed;
    long handed;
    final Set<Long> events = new TreeSet<>();

    Phone(String user, String device) {
      this.user = user;
      this.device = device;
    }
  }

  private static final class Run implements ModelJob.World {
    final Random random;
    final ModelJob job = new ModelJob(this, POLICY, new LargeGroupPolicy(3, 1_000, 60_000));
    final TreeSet<Long> table = new TreeSet<>();
    final Map<String, Long> live = new HashMap<>();
    final Map<String, Phone> phones = new TreeMap<>();
    final Map<String, Long> memberSince = new TreeMap<>();
    final Map<String, Long> left = new TreeMap<>();
    final Map<String, Set<Long>> broadcasts = new HashMap<>();
    long now = Events.START;
    long ids;

    /** Until the job has read its inputs again. Events may then run ahead of sessions. */
    boolean hasCrashed;

    Run(long seed) {
      random = new Random(seed);
      GATEWAYS.forEach(this::rise);
      for (String user : USERS) {
        for (String device : DEVICES) {
          phones.put(key(user, device), new Phone(user, device));
        }
      }
      phones.values().forEach(this::connect);
      join("ann");
      quiet();
      job.checkpoint();
    }

    private static String key(String user, String device) {
      return user + "/" + device;
    }

    void step() {
      String user = USERS.get(random.nextInt(USERS.size()));
      Phone phone = phones.get(key(user, DEVICES.get(random.nextInt(DEVICES.size()))));
      switch (random.nextInt(14)) {
        case 0, 1, 2 -> say();
        case 3 -> join(user);
        case 4 -> leave(user);
        case 5, 6 -> job.read(random.nextInt(4), random.nextInt(6));
        case 7 -> quiet();
        case 8 -> passes(random.nextInt(8_000));
        case 9 -> connect(phone);
        case 10 -> disconnect(phone);
        case 11 -> die(GATEWAYS.get(random.nextInt(GATEWAYS.size())));
        case 12 -> acknowledge();
        default -> {
          if (random.nextInt(3) > 0) {
            job.checkpoint();
          } else {
            job.crash();
            broadcasts.clear();
            hasCrashed = true;
          }
        }
      }
    }

    void say() {
      publish(Events.message(GROUP, nextId(), "stranger", "console"));
    }

    private void join(String user) {
      if (!memberSince.containsKey(user)) {
        long id = nextId();
        memberSince.put(user, id);
        left.remove(user);
        publish(Events.join(GROUP, id, user));
      }
    }

    private void leave(String user) {
      if (memberSince.size() > 1 && memberSince.remove(user) != null) {
        long id = nextId();
        left.put(user, id);
        publish(Events.leave(GROUP, id, user));
      }
    }

    private long nextId() {
      return Events.id(++ids);
    }

    private void publish(ConversationEvent event) {
      table.add(event.getEventId());
      job.append(event, now);
    }

    private void passes(long millis) {
      now += millis;
      job.elapse(millis);
      live.forEach((gateway, life) -> job.append(new GatewaySign(gateway, life, false, now)));
    }

    /** The job reads everything, the gateways before all else, and devices acknowledge. */
    void quiet() {
      for (int second = 0; second < 3; second++) {
        passes(1_000);
        job.read(3, Integer.MAX_VALUE);
        job.readAll();
        job.timePasses(now);
        acknowledge();
      }
      hasCrashed = false;
    }

    private void acknowledge() {
      for (Phone phone : phones.values()) {
        if (isConnected(phone) && phone.handed > 0) {
          job.append(
              phone.user,
              new UserInput.Acknowledgement(GROUP, phone.device, phone.handed, false, now));
        }
      }
    }

    void everybodyReconnects() {
      GATEWAYS.stream().filter(gateway -> !live.containsKey(gateway)).forEach(this::rise);
      for (int n = 0; n < 30; n++) {
        quiet();
      }
      phones.values().forEach(this::connect);
      for (int n = 0; n < 30; n++) {
        quiet();
      }
    }

    void assertMembersHaveAll(String when) {
      memberSince.forEach(
          (user, since) ->
              DEVICES.forEach(
                  device ->
                      assertThat(phones.get(key(user, device)).events)
                          .as("%s's %s has all %s", user, device, when)
                          .containsAll(table.tailSet(since))));
    }

    private boolean isConnected(Phone phone) {
      return phone.gateway != null && live.getOrDefault(phone.gateway, -1L) == phone.incarnation;
    }

    private void connect(Phone phone) {
      List<String> up = live.keySet().stream().sorted().toList();
      if (up.isEmpty()) {
        return;
      }
      phone.gateway = up.get(random.nextInt(up.size()));
      phone.incarnation = live.get(phone.gateway);
      phone.epoch = Math.max(now, phone.epoch + 1);
      phone.subscribed = false;
      session(phone, SessionState.CONNECTED);
    }

    private void disconnect(Phone phone) {
      if (isConnected(phone)) {
        session(phone, SessionState.DISCONNECTED);
        phone.gateway = null;
      }
    }

    private void session(Phone phone, SessionState state) {
      job.append(
          phone.user,
          new UserInput.Session(
              phone.device, phone.gateway, phone.incarnation, phone.epoch, state, now));
    }

    private void die(String gateway) {
      Long life = live.remove(gateway);
      if (life == null) {
        rise(gateway);
      } else if (random.nextBoolean()) {
        job.append(new GatewaySign(gateway, life, true, now));
      }
    }

    private void rise(String gateway) {
      live.put(gateway, ++now);
      job.append(new GatewaySign(gateway, now, false, now));
    }

    private Phone addressed(UserOutput.Target to) {
      Phone phone = phones.get(key(to.userId(), to.deviceId()));
      boolean isHeld =
          isConnected(phone) && to.gatewayId().equals(phone.gateway) && to.epoch() == phone.epoch;
      return isHeld ? phone : null;
    }

    @Override
    public void direct(UserOutput.Target to, UserInput.Event event) {
      Phone phone = addressed(to);
      if (phone != null) {
        hand(phone, event.eventId());
      }
    }

    @Override
    public void sync(UserOutput.Target to, String conversation, long after, Long upTo) {
      Phone phone = addressed(to);
      if (phone == null) {
        return;
      }
      phone.subscribed = upTo == null;
      long from = Math.max(after, phone.handed);
      if (upTo == null && after == 0 && phone.handed == 0 && memberSince.containsKey(phone.user)) {
        from = memberSince.get(phone.user) - 1;
      }
      long end = upTo == null ? table.last() : upTo;
      if (from < end) {
        new ArrayList<>(table.subSet(from, false, end, true)).forEach(event -> hand(phone, event));
      }
    }

    @Override
    public void broadcast(String gateway, ConversationEvent event) {
      long id = event.getEventId();
      assertThat(broadcasts.computeIfAbsent(gateway, g -> new HashSet<>()).add(id))
          .as("the first broadcast of %d to %s", id, gateway)
          .isTrue();
      for (Phone phone : phones.values()) {
        if (phone.subscribed && isConnected(phone) && gateway.equals(phone.gateway)) {
          if (!hasCrashed) {
            assertThat(left.getOrDefault(phone.user, Long.MAX_VALUE))
                .as("when %s left, who is subscribed for %d", phone.user, id)
                .isGreaterThanOrEqualTo(id);
          }
          if (id <= phone.handed) {
            continue;
          }
          // A gap in the sequence is read from the table.
          new ArrayList<>(table.subSet(phone.handed, false, id, true))
              .forEach(missed -> hand(phone, missed));
        }
      }
    }

    private void hand(Phone phone, long event) {
      if (event <= phone.handed) {
        return;
      }
      phone.handed = event;
      phone.events.add(event);
    }
  }
}
