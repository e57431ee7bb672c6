package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import io.parley.routing.domain.ModelGateways.Phone;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.session.SessionState;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Gateways die, sessions overlap, receipts come late, twice and from other devices, the job reads
 * its topics each at its own pace, stands still, and falls back to a checkpoint at any point. In
 * the end every device has everything, in order and without a gap; it never gets anything over a
 * gap on the way.
 *
 * <p>Devices log out, and log in anew. A device that has logged in is owed what comes after its
 * first download. The job reads all of its input around a login here, and takes a checkpoint. So no
 * event is routed between the download and the CONNECTED. A gateway closes that gap with its second
 * read of the history, which this model does not have.
 *
 * <p>No device is forgotten here for its age or its number. {@link SessionsTest} holds that: {@code
 * aDeviceThatIsGoneForTheRetentionIsForgottenWithWhatItMissed}, {@code
 * aDeviceInADrawerIsDroppedForANewOne}, and for a logout that nothing is left, {@code
 * whoLogsOutIsForgotten}.
 *
 * <p>Seen red: with a mark that another device's receipt moves.
 */
class EveryDeviceGetsEverythingTest {

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
  private static final List<String> CONVERSATIONS = List.of("c1", "c2");
  private static final List<String> USERS = List.of("ann", "bob", "cid");
  private static final List<String> GATEWAYS = List.of("g1", "g2", "g3");

  @Property(tries = 400)
  void whateverHappens(@ForAll long seed) {
    new Run(seed).play(250);
  }

  @Property(tries = 100)
  void nothingIsSentAgainThatIsAcknowledgedInTheInputHoweverTheJobStalls(@ForAll long seed) {
    Run run = new Run(seed);
    for (int n = 0; n < 60; n++) {
      run.say();
      run.signsOfLife();
      run.passes(run.random.nextInt(20_000));
      if (run.random.nextInt(4) == 0) {
        run.job.read(run.random.nextInt(4), run.random.nextInt(10));
        run.gatewaysAndDevicesWork();
        run.job.timePasses(run.now);
      }
    }

    assertThat(run.job.redeliveries).isZero();
  }

  /** One history, drawn from a seed. */
  private static final class Run {
    final Random random;
    final ModelGateways world = new ModelGateways();
    final ModelJob job = new ModelJob(world, POLICY);
    final Set<Phone> loggedOut = new HashSet<>();
    long now = Events.START;
    long ids;

    Run(long seed) {
      random = new Random(seed);
      CONVERSATIONS.forEach(name -> world.table.put(name, new TreeMap<>()));
      GATEWAYS.forEach(this::rise);
      for (String user : USERS) {
        for (String device : List.of("phone", "laptop")) {
          Phone phone = new Phone(user, device);
          world.phones.add(phone);
          connect(phone);
        }
      }
      for (String conversation : CONVERSATIONS) {
        publish(
            Events.join(conversation, nextId(), USERS.toArray(String[]::new)), "admin", "console");
      }
      job.readAll();
      gatewaysAndDevicesWork();
      job.checkpoint();
    }

    void play(int steps) {
      for (int n = 0; n < steps; n++) {
        step();
      }
      heal();
      for (Phone phone : world.phones) {
        assertThat(world.hasAll(phone)).as("%s of %s has all", phone.name, phone.user).isTrue();
      }
      assertThat(job.isQuiet()).as("nothing is open").isTrue();
    }

    private void step() {
      Phone phone = world.phones.get(random.nextInt(world.phones.size()));
      switch (random.nextInt(16)) {
        case 0, 1, 2 -> say();
        case 3, 4, 5 -> job.read(random.nextInt(4), random.nextInt(6));
        case 6 -> job.readAll();
        case 7 -> world.read(1 + random.nextInt(2));
        case 8 -> acknowledge(phone, random.nextBoolean());
        case 9 -> {
          passes(random.nextInt(8_000));
          signsOfLife();
        }
        case 10 -> job.timePasses(now);
        case 11 -> reconnect(phone);
        case 12 -> {
          if (random.nextInt(4) > 0) {
            disconnect(phone);
          } else {
            logOut(phone);
          }
        }
        case 13 -> phone.answers = random.nextBoolean();
        case 14 -> die(GATEWAYS.get(random.nextInt(GATEWAYS.size())));
        default -> {
          if (random.nextInt(3) > 0) {
            job.checkpoint();
          } else {
            job.crash();
          }
        }
      }
    }

    /** Everybody comes back, and there is time. */
    private void heal() {
      for (String gateway : GATEWAYS) {
        if (!world.live.containsKey(gateway)) {
          rise(gateway);
        }
      }
      for (Phone phone : world.phones) {
        phone.answers = true;
        if (!world.isConnected(phone)) {
          connect(phone);
        }
      }
      for (int second = 0; second < 400; second++) {
        passes(1_000);
        signsOfLife();
        job.readAll();
        job.timePasses(now);
        gatewaysAndDevicesWork();
      }
    }

    void passes(long millis) {
      now += millis;
      job.elapse(millis);
    }

    void gatewaysAndDevicesWork() {
      world.read(1_000);
      world.phones.forEach(phone -> acknowledge(phone, false));
    }

    void say() {
      String conversation = CONVERSATIONS.get(random.nextInt(CONVERSATIONS.size()));
      Phone phone = world.phones.get(random.nextInt(world.phones.size()));
      publish(
          Events.message(conversation, nextId(), phone.user, phone.name), phone.user, phone.name);
    }

    private long nextId() {
      return Events.id(++ids);
    }

    private void publish(ConversationEvent event, String user, String device) {
      world
          .table
          .get(event.getConversationId())
          .put(event.getEventId(), new ModelGateways.Row(event.getEventId(), user, device));
      job.append(event, now);
    }

    private void acknowledge(Phone phone, boolean late) {
      if (!phone.answers || !world.isConnected(phone)) {
        return;
      }
      for (String conversation : CONVERSATIONS) {
        long had = phone.had(conversation);
        if (had > 0 && (!late || random.nextBoolean())) {
          phone.acked.put(conversation, had);
          job.append(
              phone.user,
              new UserInput.Acknowledgement(
                  conversation, phone.name, had, random.nextBoolean(), now));
        }
      }
    }

    private void reconnect(Phone phone) {
      if (random.nextBoolean() && world.isConnected(phone)) {
        disconnect(phone);
      }
      connect(phone);
    }

    private void connect(Phone phone) {
      List<String> live = world.live.keySet().stream().sorted().toList();
      if (live.isEmpty()) {
        return;
      }
      boolean isNew = loggedOut.remove(phone);
      if (isNew) {
        job.readAll();
      }
      world.connect(phone, live.get(random.nextInt(live.size())), Math.max(now, phone.epoch + 1));
      session(phone, SessionState.CONNECTED);
      if (isNew) {
        download(phone);
        job.readAll();
        job.checkpoint();
      }
    }

    private void download(Phone phone) {
      world.table.forEach((conversation, rows) -> phone.had.put(conversation, rows.lastKey()));
    }

    private void logOut(Phone phone) {
      if (world.isConnected(phone)) {
        session(phone, SessionState.LOGGED_OUT);
        phone.gateway = null;
        phone.had.clear();
        phone.acked.clear();
        phone.syncing.clear();
        loggedOut.add(phone);
      }
    }

    private void disconnect(Phone phone) {
      if (world.isConnected(phone)) {
        session(phone, SessionState.DISCONNECTED);
        phone.gateway = null;
      }
    }

    private void session(Phone phone, SessionState state) {
      job.append(
          phone.user,
          new UserInput.Session(
              phone.name, phone.gateway, phone.incarnation, phone.epoch, state, now));
    }

    /** The gateway dies and says nothing, or says so; it may come back. */
    private void die(String gateway) {
      Long incarnation = world.live.remove(gateway);
      if (incarnation == null) {
        rise(gateway);
      } else if (random.nextBoolean()) {
        job.append(new GatewaySign(gateway, incarnation, true, now));
      }
    }

    private void rise(String gateway) {
      world.live.put(gateway, ++now);
      job.append(new GatewaySign(gateway, now, false, now));
    }

    void signsOfLife() {
      world.live.forEach(
          (gateway, incarnation) -> job.append(new GatewaySign(gateway, incarnation, false, now)));
    }
  }
}
