package io.parley.simulation;

import java.util.List;

/** Plays the steps of a script on a world, and lets the world come to rest in the end. */
final class Steps {

  /** Rest takes longer than the longest delay between two SYNCs, several times. */
  private static final int SECONDS_OF_REST = 300;

  private static final long[] CLOCKS = {0, -300_000, -5_000, 1_000};

  private final World world;
  private final People people;

  Steps(World world) {
    this.world = world;
    this.people = new People(world);
  }

  /** Everybody is connected, the conversations exist, and all tasks have a checkpoint. */
  void begin() {
    people.appear();
    for (String id : List.of("g1", "g2")) {
      Gateway gateway = new Gateway(id, world);
      world.gateways.add(gateway);
      gateway.start();
    }
    world.phones.forEach(phone -> people.connect(phone, world.phones.indexOf(phone)));
    people.createConversations();
    for (int second = 0; second < 5; second++) {
      oneSecondOfHealth(second);
    }
  }

  void play(Step step) {
    int a = step.a();
    int b = step.b();
    Phone phone = world.phones.get(a % world.phones.size());
    Gateway gateway = world.gateways.get(a % world.gateways.size());
    String conversation = People.CONVERSATIONS.get(b % People.CONVERSATIONS.size());
    int few = 1 + b % 6;
    switch (step.kind()) {
      case SAY -> people.say(phone, conversation);
      case CHANGE_MESSAGE -> people.changeMessage(phone, conversation, a + b);
      case CHANGE_MEMBERS -> people.changeMembers(phone, conversation, a + b);
      case RESEND -> people.resend(phone);
      case INGEST_READS -> world.ingest.read(a % world.commands.partitionCount(), few);
      case ROWS_ARRIVE -> world.ingest.rowsArrive(a, few);
      case ROWS_ACKNOWLEDGED -> world.ingest.acknowledged(a, few);
      case INGEST_CHECKPOINT -> world.ingest.checkpoint();
      case INGEST_CRASH -> world.ingest.crash(b % 4);
      case INGEST_SWEEP -> world.ingest.sweep();
      case ROUTING_READS -> world.routing.read(a, few);
      case ROUTING_TIMERS -> world.routing.timePasses();
      case ROUTING_CHECKPOINT -> world.routing.checkpoint();
      case ROUTING_CRASH -> world.routing.crash();
      case RECEIPTS_READ -> world.receiptAggregation.read(a, few);
      case RECEIPTS_TIMERS -> world.receiptAggregation.timePasses();
      case RECEIPT_ROWS_ARRIVE -> world.receiptAggregation.rowsArrive(a, few);
      case RECEIPTS_CHECKPOINT -> world.receiptAggregation.checkpoint();
      case RECEIPTS_CRASH -> world.receiptAggregation.crash(b % 8);
      case LATE_ROW -> world.lateRowArrives(a);
      case GATEWAY_READS -> gateway.read(few);
      case GATEWAY_SYNCS -> gateway.sync(few);
      case GATEWAY_RECEIPTS -> gateway.writeReceipts(b, b % 3 == 0);
      case GATEWAYS_ALIVE -> world.gateways.forEach(Gateway::signOfLife);
      case GATEWAY_DIES -> gateway.die(b % 2 == 0);
      case GATEWAY_STARTS -> gateway.start();
      case ACKNOWLEDGE -> people.acknowledge(phone, conversation, b % 2 == 0, b % 7 == 0 ? 2 : 0);
      case CONNECT -> people.connect(phone, b);
      case DISCONNECT -> {
        people.disconnect(phone);
        if (b % 4 == 0) {
          gateway.noticeTheDead();
        }
      }
      case MESSAGES_FLOW -> messagesFlow();
      case TIME_PASSES -> timePasses(100 + (long) b * b / 100, a % 4 == 0);
      case BROKER_CLOCK -> world.setCommandClock(a % 2, CLOCKS[b % CLOCKS.length]);
    }
  }

  /**
   * @param silently whether gateways may be silent for longer than their lease
   */
  private void timePasses(long millis, boolean silently) {
    if (!silently) {
      world.gateways.forEach(gateway -> gateway.stayAlive(millis));
    }
    world.now += millis;
  }

  /** Everything is repaired, everybody comes back, reads, and goes home. */
  void rest() {
    while (world.hasLateRows()) {
      world.lateRowArrives(0);
    }
    world.setCommandClock(0, 0);
    world.setCommandClock(1, 0);
    world.gateways.forEach(Gateway::start);
    world.gateways.forEach(Gateway::noticeTheDead);
    for (Phone phone : world.phones) {
      if (!phone.isConnected()) {
        people.connect(phone, 1);
      }
    }
    for (int second = 0; second < SECONDS_OF_REST; second++) {
      oneSecondOfHealth(second);
    }
    requireThatEverybodyHasEverything();
    world.gateways.forEach(gateway -> gateway.die(true));
    world.now += 60_000;
    world.routing.readAll();
    world.routing.timePasses();
    world.routing.checkpoint();
    world.now += 60_000;
  }

  private void messagesFlow() {
    world.ingest.readAll();
    world.ingest.acknowledgeAll();
    world.routing.readAll();
    for (Gateway gateway : world.gateways) {
      gateway.read(Integer.MAX_VALUE);
      gateway.sync(Integer.MAX_VALUE);
    }
  }

  private void oneSecondOfHealth(int second) {
    world.now += 1_000;
    if (second % 2 == 0) {
      world.gateways.forEach(Gateway::signOfLife);
    }
    if (second % 20 == 10) {
      world.phones.forEach(people::resend);
    }
    messagesFlow();
    world.routing.timePasses();
    world.ingest.checkpoint();
    world.routing.checkpoint();
    if (second % 5 == 0) {
      acknowledgeEverything();
    }
    world.gateways.forEach(gateway -> gateway.writeReceipts(0, false));
    world.receiptAggregation.readAll();
    world.receiptAggregation.timePasses();
    world.receiptAggregation.rowsArrive(0, Integer.MAX_VALUE);
    world.receiptAggregation.checkpoint();
  }

  /** Only what is not acknowledged yet: a receipt that a task has lost must be missed. */
  private void acknowledgeEverything() {
    for (Phone phone : world.phones) {
      for (String name : People.CONVERSATIONS) {
        if (phone.had(name) > phone.acknowledged.getOrDefault(name, 0L)) {
          people.acknowledge(phone, name, !phone.user.equals("dan"), 0);
        }
      }
    }
  }

  private void requireThatEverybodyHasEverything() {
    for (Phone phone : world.phones) {
      if (!phone.unanswered.isEmpty()) {
        throw new BrokenPromiseException(
            "G2: no answer to %s of %s".formatted(phone.unanswered.keySet(), phone.user));
      }
      for (String conversation : world.owed.conversations()) {
        world.requireNothingOwed(phone, conversation, Long.MAX_VALUE, "everything in the end,");
      }
    }
  }
}
