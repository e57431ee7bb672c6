package io.parley.simulation;

import io.parley.common.memory.PlainCell;
import io.parley.common.memory.PlainTable;
import io.parley.routing.domain.BrokerClock;
import io.parley.routing.domain.ConversationMemory;
import io.parley.routing.domain.ConversationOutput;
import io.parley.routing.domain.ConversationRouter;
import io.parley.routing.domain.DeviceCursor;
import io.parley.routing.domain.Gateway;
import io.parley.routing.domain.GatewaySign;
import io.parley.routing.domain.GatewayTable;
import io.parley.routing.domain.InputTime;
import io.parley.routing.domain.LargeGroupPolicy;
import io.parley.routing.domain.Pace;
import io.parley.routing.domain.PushPolicy;
import io.parley.routing.domain.RoutingCounter;
import io.parley.routing.domain.RoutingPolicy;
import io.parley.routing.domain.Unseen;
import io.parley.routing.domain.UserInput;
import io.parley.routing.domain.UserInputCodec;
import io.parley.routing.domain.UserMemory;
import io.parley.routing.domain.UserOutput;
import io.parley.routing.domain.UserRouter;
import io.parley.routing.topics.PushRequests;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.gateway.GatewayState;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.wire.AvroBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Delivery routing without its engine: inputs that are read each at its own pace, state with
 * checkpoints, timers on the time of the input, and outputs in a transaction.
 */
final class RoutingTask implements ConversationOutput, UserOutput {

  /** The defaults of the job, but with so few events in flight that short scripts reach it. */
  static final RoutingPolicy POLICY =
      new RoutingPolicy(
          15_000,
          5_000,
          60_000,
          0.2,
          3,
          2_000,
          16,
          30 * 86_400_000L,
          PushPolicy.USER,
          5_000,
          60_000,
          60_000);

  private static final LargeGroupPolicy LARGE = new LargeGroupPolicy(1_000, 1_000, 60_000);

  private record OneUser(
      PlainCell<byte[]> user, PlainTable<String, byte[]> overflow, PlainTable<String, byte[]> large)
      implements UserMemory {
    OneUser() {
      this(new PlainCell<>(), new PlainTable<>(), new PlainTable<>());
    }

    OneUser copy() {
      return new OneUser(user.copy(), overflow.copy(), large.copy());
    }
  }

  private record OneConversation(
      PlainCell<byte[]> conversation, PlainTable<Integer, byte[]> pages, PlainCell<byte[]> round)
      implements ConversationMemory {
    OneConversation() {
      this(new PlainCell<>(), new PlainTable<>(), new PlainCell<>());
    }

    OneConversation copy() {
      return new OneConversation(conversation.copy(), pages.copy(), round.copy());
    }
  }

  /** What a checkpoint holds. */
  private static final class State {
    final Map<String, OneConversation> conversations = new TreeMap<>();
    final Map<String, OneUser> users = new TreeMap<>();
    final Map<String, TreeSet<Long>> timers = new TreeMap<>();
    PlainTable<String, Gateway> gateways = new PlainTable<>();
    final List<Positions> positions = new ArrayList<>();
    long brokersTime = BrokerClock.UNKNOWN;

    /** The time up to which everything was read and what was due has happened. */
    long actedUpTo = World.START;

    State copy() {
      State copy = new State();
      copy.gateways = gateways.copy();
      conversations.forEach((key, memory) -> copy.conversations.put(key, memory.copy()));
      users.forEach((key, memory) -> copy.users.put(key, memory.copy()));
      timers.forEach((key, times) -> copy.timers.put(key, new TreeSet<>(times)));
      copy.actedUpTo = actedUpTo;
      positions.forEach(position -> copy.positions.add(position.copy()));
      copy.brokersTime = brokersTime;
      return copy;
    }
  }

  /** An input: a topic and what its records do. */
  private record Input<T>(Log<T> log, Consumer<Log.Entry<T>> action) {

    /** Reads one record; false at the end of the partition. */
    boolean readOne(Positions positions, int partition, World world) {
      Log.Entry<T> entry = positions.take(log, partition);
      if (entry != null) {
        world.waited(entry.at());
        action.accept(entry);
      }
      return entry != null;
    }
  }

  private static final int EVENTS = 0;

  /** Statuses and cursors are handed on as objects, so nothing decodes their bytes. */
  private static final byte[] NOT_NEEDED = {};

  /** The inputs in which the fulfilment of a deadline would stand. */
  private static final List<Integer> TIMED = List.of(1, 2, 3);

  private final World world;
  private final List<Input<?>> inputs;
  private final AvroBytes<ConversationEvent> encoder = new AvroBytes<>(ConversationEvent.class);
  private final Map<Long, ConversationEvent> eventsById = new TreeMap<>();
  private State state = new State();
  private State checkpoint;
  private Transaction transaction = new Transaction();
  private BrokerClock clock;
  private Pace pace = new Pace(2_000, 1_000);
  private long readUpTo = Long.MIN_VALUE;
  private long resumedAt = Long.MAX_VALUE;
  private boolean silenceIsForgotten;
  private String current;
  private InputTime time;
  private MessageStatus statusInHand;
  private ReadCursor cursorInHand;

  RoutingTask(World world) {
    this.world = world;
    this.clock = new BrokerClock(() -> world.now * 1_000_000);
    this.inputs =
        List.of(
            new Input<>(world.events, this::event),
            new Input<>(world.sessions, this::session),
            new Input<>(world.receipts, this::receipt),
            new Input<>(world.gatewayEvents, this::gateway),
            new Input<>(world.statuses, this::status),
            new Input<>(world.cursors, this::cursor));
    inputs.forEach(input -> state.positions.add(new Positions(input.log().partitionCount())));
    checkpoint = state.copy();
  }

  /** Reads some records of one partition of one input. */
  void read(int choice, int count) {
    int which = choice % inputs.size();
    Input<?> input = inputs.get(which);
    int partition = choice / inputs.size() % input.log().partitionCount();
    for (int n = 0; n < count; n++) {
      if (!input.readOne(state.positions.get(which), partition, world)) {
        return;
      }
    }
  }

  void readAll() {
    for (int which = 0; which < inputs.size(); which++) {
      Input<?> input = inputs.get(which);
      for (int partition = 0; partition < input.log().partitionCount(); partition++) {
        read(which + inputs.size() * partition, Integer.MAX_VALUE);
      }
    }
  }

  /** The sources say how far they have read, and what is due happens. */
  void timePasses() {
    long upTo = world.now;
    if (!world.has(PlantedFault.ROUTING_USES_WALL_CLOCK)) {
      for (int which : TIMED) {
        upTo = state.positions.get(which).readUpTo(inputs.get(which).log(), upTo);
      }
    }
    readUpTo = Math.max(readUpTo, upTo);
    resumedAt = Math.min(resumedAt, readUpTo);
    world.acts(state.actedUpTo);
    state.actedUpTo = Math.max(state.actedUpTo, readUpTo);
    if (upTo == world.now) {
      clock.readUpTo(upTo); // as a reader that has reached the ends; it says nothing before
    } else {
      clock.observe(readUpTo);
    }
    for (String user : List.copyOf(state.timers.keySet())) {
      TreeSet<Long> timers = state.timers.get(user);
      while (!timers.isEmpty() && timers.first() <= readUpTo) {
        current = user;
        time = now();
        router(user).onTime(user, timers.pollFirst(), time);
      }
    }
  }

  void checkpoint() {
    state.brokersTime = clock.latest();
    checkpoint = state.copy();
    transaction.commit();
    transaction = new Transaction();
  }

  /**
   * Whether a crash made the task forget that the lease of a gateway was over. It takes the gateway
   * for alive until it has read its inputs again.
   */
  boolean hasForgottenASilence() {
    return silenceIsForgotten;
  }

  void crash() {
    silenceIsForgotten |=
        world.gateways.stream().anyMatch(gateway -> gateway.hasLapsedAt(world.now));
    Positions events = state.positions.get(EVENTS);
    state = checkpoint.copy();
    if (world.has(PlantedFault.ROUTING_SKIPS_EVENTS)) {
      state.positions.set(EVENTS, events.copy());
    }
    if (world.has(PlantedFault.ROUTING_FORGETS_TIMERS)) {
      state.timers.clear();
    }
    transaction = new Transaction();
    clock =
        new BrokerClock(
            () -> world.now * 1_000_000,
            world.has(PlantedFault.ROUTING_FORGETS_ITS_CLOCK)
                ? BrokerClock.UNKNOWN
                : state.brokersTime);
    pace = new Pace(2_000, 1_000);
    readUpTo = Long.MIN_VALUE;
    resumedAt = Long.MAX_VALUE;
  }

  private void event(Log.Entry<ConversationEvent> entry) {
    ConversationEvent event = entry.value();
    eventsById.put(event.getEventId(), event);
    world.noteCancellation(event);
    world.waited(ConversationRouter.appendedAt(event));
    clock.observe(ConversationRouter.appendedAt(event));
    time = now();
    new ConversationRouter(
            state.conversations.computeIfAbsent(
                event.getConversationId(), any -> new OneConversation()),
            this,
            LARGE,
            new Pace(1_000, 0),
            encoder)
        .onEvent(event, null, world.now);
  }

  private void session(Log.Entry<SessionEvent> entry) {
    SessionEvent session = entry.value();
    input(
        session.getUserId(),
        entry.at(),
        new UserInput.Session(
            session.getDeviceId(),
            session.getGatewayId(),
            session.getGatewayIncarnation(),
            session.getSessionEpoch(),
            session.getState(),
            entry.at()));
  }

  private void receipt(Log.Entry<Receipt> entry) {
    Receipt receipt = entry.value();
    world.longestUnreadReceipt = Math.max(world.longestUnreadReceipt, world.now - entry.at());
    input(
        receipt.getUserId(),
        entry.at(),
        new UserInput.Acknowledgement(
            receipt.getConversationId(),
            receipt.getDeviceId(),
            receipt.getMessageId(),
            receipt.getKind() == ReceiptKind.READ,
            entry.at()));
  }

  private void gateway(Log.Entry<GatewayEvent> entry) {
    GatewayEvent sign = entry.value();
    clock.observe(entry.at());
    table()
        .apply(
            new GatewaySign(
                sign.getGatewayId(),
                sign.getIncarnation(),
                sign.getState() == GatewayState.DOWN,
                entry.at()),
            now());
  }

  private void status(Log.Entry<MessageStatus> entry) {
    statusInHand = entry.value();
    input(
        statusInHand.getSenderId(),
        entry.at(),
        new UserInput.Status(statusInHand.getConversationId(), NOT_NEEDED, null));
  }

  private void cursor(Log.Entry<ReadCursor> entry) {
    cursorInHand = entry.value();
    if (cursorInHand != null) {
      input(
          cursorInHand.getUserId(),
          entry.at(),
          new UserInput.Cursor(cursorInHand.getConversationId(), NOT_NEEDED, null));
    }
  }

  private void input(String user, long at, UserInput input) {
    clock.observe(at);
    time = now();
    decide(user, input);
  }

  private void decide(String user, UserInput input) {
    current = user;
    router(user).onInput(user, input, time);
  }

  private long date() {
    return Math.max(0, clock.latest());
  }

  private InputTime now() {
    return new InputTime(
        Math.max(0, clock.now()), readUpTo, resumedAt, clock.correctedTo(), clock.jumpedTo());
  }

  private GatewayTable table() {
    return new GatewayTable(state.gateways, POLICY.gatewayLease());
  }

  private UserRouter router(String user) {
    return new UserRouter(
        state.users.computeIfAbsent(user, any -> new OneUser()),
        new UserRouter.Environment(POLICY, table(), pace, this));
  }

  @Override
  public void toUser(String userId, byte[] packed) {
    decide(userId, UserInputCodec.unpack(packed));
  }

  @Override
  public void broadcast(ConversationEvent event, byte[] encoded, String traceparent) {
    throw new IllegalStateException("No conversation here is large");
  }

  @Override
  public void wakeAt(long at) {
    state.timers.computeIfAbsent(current, any -> new TreeSet<>()).add(at);
  }

  @Override
  public void repeated() {
    // Nothing to do: after a crash of ingest its events come again.
  }

  @Override
  public void withoutMembers() {
    throw new BrokenPromiseException("G13: routing does not know the members of a conversation");
  }

  @Override
  public void direct(Target to, UserInput.Event event) {
    deliver(
        delivery(to, DeliveryKind.DIRECT, event.conversationId())
            .setEvent(eventsById.get(event.eventId())));
  }

  @Override
  public void sync(Target to, String conversation, long after, Long upTo, int attempt) {
    deliver(
        delivery(to, DeliveryKind.SYNC, conversation)
            .setAfterEventId(after)
            .setUpToEventId(upTo)
            .setAttempt(attempt));
  }

  private static Delivery.Builder delivery(Target to, DeliveryKind kind, String conversation) {
    return Delivery.newBuilder()
        .setGatewayId(to.gatewayId())
        .setKind(kind)
        .setConversationId(conversation)
        .setRecipientId(to.userId())
        .setDeviceId(to.deviceId())
        .setSessionEpoch(to.epoch());
  }

  private void deliver(Delivery.Builder delivery) {
    world.deliveries.append(delivery.getGatewayId(), delivery.build(), date(), transaction);
  }

  @Override
  public void notify(String userId, String conversation, Unseen message, int unread) {
    push(PushRequests.notify(userId, conversation, message, unread));
  }

  @Override
  public void clear(String userId, String conversation, long messageId) {
    push(PushRequests.clear(userId, conversation, messageId));
  }

  private void push(PushRequest request) {
    world.pushes.append(request.getUserId(), request, date(), transaction);
  }

  @Override
  public void status(String gatewayId, String userId, UserInput.Status status) {
    deliver(
        update(gatewayId, userId, DeliveryKind.STATUS, status.conversationId())
            .setStatus(statusInHand));
  }

  @Override
  public void cursor(String gatewayId, String userId, UserInput.Cursor cursor) {
    deliver(
        update(gatewayId, userId, DeliveryKind.CURSOR, cursor.conversationId())
            .setCursor(cursorInHand));
  }

  private static Delivery.Builder update(
      String gatewayId, String userId, DeliveryKind kind, String conversation) {
    return Delivery.newBuilder()
        .setGatewayId(gatewayId)
        .setKind(kind)
        .setConversationId(conversation)
        .setRecipientId(userId);
  }

  @Override
  public void row(DeviceCursor cursor) {
    // The table of cursors is a hint for gateways. No promise rests on it.
  }

  @Override
  public void count(RoutingCounter counter) {
    // Metrics.
  }
}
