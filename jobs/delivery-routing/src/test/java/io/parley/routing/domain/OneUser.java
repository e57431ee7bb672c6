package io.parley.routing.domain;

import io.parley.common.memory.PlainTable;
import io.parley.routing.Events;
import io.parley.routing.domain.UserInput.EventKind;
import io.parley.routing.domain.UserInput.LargeChange;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.session.SessionState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The user "ann" for tests: a router with its memory, a clock that the test moves, and everything
 * that came out, as short texts such as {@code DIRECT phone@1 c 5} or {@code SYNC phone@1 c (2,5]
 * #1}. Ids of events are small numbers.
 */
final class OneUser implements UserOutput {

  static final RoutingPolicy POLICY = policy(1_000, 3, PushPolicy.USER);

  final List<String> out = new ArrayList<>();
  final List<DeviceCursor> rows = new ArrayList<>();
  final TreeSet<Long> timers = new TreeSet<>();
  final Map<RoutingCounter, Integer> counts = new EnumMap<>(RoutingCounter.class);
  final PlainTable<String, Gateway> gateways = new PlainTable<>();
  final CountingMemory memory;
  int timersSet;

  long now = Events.START;
  long readUpTo = Events.START;
  long resumedAt = Long.MIN_VALUE / 2;

  private final String name;
  private final UserRouter router;
  private final GatewayTable table;
  private final Map<String, Long> lastIds = new HashMap<>();

  OneUser() {
    this(POLICY, new CountingMemory());
  }

  OneUser(RoutingPolicy policy, CountingMemory memory) {
    this("ann", policy, memory);
  }

  /** A user under another push policy, with room for sixteen devices as by default. */
  static OneUser under(PushPolicy pushes) {
    return new OneUser(policy(1_000, 16, pushes), new CountingMemory());
  }

  /** A user of a task that sends one SYNC a second to beginning sessions, and a burst of two. */
  static OneUser paced() {
    return new OneUser(policy(1, 3, PushPolicy.USER), new CountingMemory());
  }

  private static RoutingPolicy policy(int syncsPerSecond, int maxDevices, PushPolicy pushes) {
    return new RoutingPolicy(
        15_000,
        5_000,
        60_000,
        0,
        4,
        syncsPerSecond,
        maxDevices,
        30 * 86_400_000L,
        pushes,
        5_000,
        60_000,
        60_000);
  }

  static OneUser named(String name) {
    return new OneUser(name, POLICY, new CountingMemory());
  }

  private OneUser(String name, RoutingPolicy policy, CountingMemory memory) {
    this.name = name;
    this.memory = memory;
    table = new GatewayTable(gateways, policy.gatewayLease());
    router =
        new UserRouter(
            memory,
            new UserRouter.Environment(
                policy, table, new Pace(policy.syncsPerSecond(), 1_000), this));
    sign("g1", 1, false);
    sign("g2", 1, false);
  }

  InputTime time() {
    return new InputTime(now, readUpTo, resumedAt, BrokerClock.UNKNOWN, BrokerClock.UNKNOWN);
  }

  void sign(String gateway, long incarnation, boolean down) {
    table.apply(new GatewaySign(gateway, incarnation, down, now), time());
  }

  /** Time passes, the input is read up to now, the gateways live, and due timers fire. */
  void pass(long millis) {
    passInSilence(millis, "g1", "g2");
  }

  /** Time passes, and only some gateways live. */
  void passInSilence(long millis, String... alive) {
    long end = now + millis;
    while (now < end) {
      now = Math.min(end, now + 1_000);
      for (String gateway : alive) {
        Gateway known = gateways.get(gateway);
        sign(gateway, known == null ? 1 : known.incarnation(), false);
      }
      readUpTo = now;
      fire();
    }
  }

  /** Fires the timers that the input has been read beyond. */
  void fire() {
    while (!timers.isEmpty() && timers.first() <= readUpTo) {
      router.onTime(name, timers.pollFirst(), time());
    }
  }

  /** The job has restarted and has read its input up to now. */
  void resume() {
    readUpTo = now;
    resumedAt = now;
  }

  /** The job stands still for ten minutes, resumes, and fires the timers that are due. */
  void resumeAfterTenMinutes() {
    now += 600_000;
    sign("g1", 1, false);
    resume();
    fire();
  }

  void input(UserInput input) {
    router.onInput(name, input, time());
  }

  /** A message of somebody else. */
  void message(String conversation, long id) {
    event(conversation, id, EventKind.MESSAGE, id, "eve", "phone", false, true);
  }

  void mutedMessage(String conversation, long id) {
    event(conversation, id, EventKind.MESSAGE, id, "eve", "phone", false, false);
  }

  /** A message that ann sent from a device. */
  void own(String conversation, long id, String device) {
    event(conversation, id, EventKind.MESSAGE, id, name, device, false, true);
  }

  void deletion(String conversation, long id, long message) {
    event(conversation, id, EventKind.DELETION, message, "eve", "phone", false, false);
  }

  void leave(String conversation, long id) {
    event(conversation, id, EventKind.LEAVE, id, "admin", "console", false, false);
  }

  void join(String conversation, long id) {
    event(conversation, id, EventKind.OTHER, id, "admin", "console", true, false);
  }

  private void event(
      String conversation,
      long id,
      EventKind kind,
      long message,
      String sender,
      String device,
      boolean joins,
      boolean wantsPush) {
    long previous = lastIds.getOrDefault(conversation, 0L);
    lastIds.put(conversation, id);
    input(
        new UserInput.Event(
            conversation,
            id,
            previous,
            kind,
            message,
            sender,
            device,
            MessageType.TEXT,
            now,
            joins,
            false,
            wantsPush,
            new byte[0],
            null));
  }

  /** An event too large to go to everybody. */
  void fetched(String conversation, long id) {
    long previous = lastIds.getOrDefault(conversation, 0L);
    lastIds.put(conversation, id);
    input(
        new UserInput.Event(
            conversation,
            id,
            previous,
            EventKind.OTHER,
            id,
            "admin",
            "console",
            MessageType.UNKNOWN,
            now,
            false,
            true,
            false,
            null,
            null));
  }

  /** A conversation of ann has become large, or ann has joined a large one. */
  void enterLarge(String conversation, long event, long previous) {
    input(new UserInput.Large(conversation, event, previous, LargeChange.ENTERED));
  }

  /** Ann joins a large conversation. */
  void joinLarge(String conversation, long event, long previous) {
    input(new UserInput.Large(conversation, event, previous, LargeChange.JOINED));
  }

  /** A large conversation has become small, and ann is still a member. */
  void shrink(String conversation, long event, long previous) {
    input(new UserInput.Large(conversation, event, previous, LargeChange.SHRUNK));
  }

  void leaveLarge(String conversation, long event, long previous) {
    input(new UserInput.Large(conversation, event, previous, LargeChange.LEFT));
  }

  /** News of a message of somebody else in a large conversation. */
  void news(String conversation, long message) {
    input(new UserInput.Nudge(conversation, message, "eve", MessageType.TEXT, List.of()));
  }

  /** News of a deletion in a large conversation. */
  void newsOfDeletion(String conversation, long message) {
    input(new UserInput.Nudge(conversation, 0, "eve", MessageType.TEXT, List.of(message)));
  }

  /** An event that ann does not get, so that the conversation's last id moves. */
  void before(String conversation, long id) {
    lastIds.put(conversation, id);
  }

  void connect(String device, String gateway, long epoch) {
    session(device, gateway, 1, epoch, SessionState.CONNECTED);
  }

  void disconnect(String device, String gateway, long epoch) {
    session(device, gateway, 1, epoch, SessionState.DISCONNECTED);
  }

  void logOut(String device, String gateway, long epoch) {
    session(device, gateway, 1, epoch, SessionState.LOGGED_OUT);
  }

  void session(String device, String gateway, long incarnation, long epoch, SessionState state) {
    input(new UserInput.Session(device, gateway, incarnation, epoch, state, now));
  }

  void delivered(String device, String conversation, long upTo) {
    input(new UserInput.Acknowledgement(conversation, device, upTo, false, now));
  }

  void read(String device, String conversation, long upTo) {
    input(new UserInput.Acknowledgement(conversation, device, upTo, true, now));
  }

  /** What came out since the last call. */
  List<String> taken() {
    List<String> taken = List.copyOf(out);
    out.clear();
    return taken;
  }

  /** The record that the memory holds. */
  UserRecord stored() {
    return UserCodec.user(memory.user().get());
  }

  int howOften(RoutingCounter counter) {
    return counts.getOrDefault(counter, 0);
  }

  @Override
  public void direct(Target to, UserInput.Event event) {
    out.add("DIRECT %s %s %d".formatted(session(to), event.conversationId(), event.eventId()));
  }

  @Override
  public void sync(Target to, String conversation, long after, Long upTo, int attempt) {
    out.add("SYNC %s %s (%d,%s] #%d".formatted(session(to), conversation, after, upTo, attempt));
  }

  private static String session(Target to) {
    return to.deviceId() + "@" + to.epoch();
  }

  @Override
  public void notify(String userId, String conversation, Unseen message, int unread) {
    out.add("NOTIFY %s %d unread %d".formatted(conversation, message.messageId(), unread));
  }

  @Override
  public void clear(String userId, String conversation, long messageId) {
    out.add("CLEAR %s %d".formatted(conversation, messageId));
  }

  @Override
  public void status(String gatewayId, String userId, UserInput.Status status) {
    out.add("STATUS %s %s".formatted(gatewayId, status.conversationId()));
  }

  @Override
  public void cursor(String gatewayId, String userId, UserInput.Cursor cursor) {
    out.add("CURSOR %s %s".formatted(gatewayId, cursor.conversationId()));
  }

  @Override
  public void row(DeviceCursor cursor) {
    rows.add(cursor);
  }

  @Override
  public void wakeAt(long time) {
    timersSet++;
    timers.add(time);
  }

  @Override
  public void count(RoutingCounter counter) {
    counts.merge(counter, 1, Integer::sum);
  }
}
