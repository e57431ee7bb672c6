package io.parley.routing.domain;

import io.parley.common.memory.PlainTable;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.wire.AvroBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The job without its engine: topics that are read each at its own pace, state with checkpoints,
 * timers on the input's time, and outputs that stay when the job falls back to a checkpoint.
 */
final class ModelJob implements ConversationOutput, UserOutput {

  /** A record of a topic. */
  private record Entry(long appendedAt, Consumer<ModelJob> action) {}

  private enum Topic {
    EVENTS,
    SESSIONS,
    RECEIPTS,
    GATEWAYS
  }

  /** What a checkpoint holds. */
  private static final class State {
    final Map<String, CountingMemory> conversations = new HashMap<>();
    final Map<String, CountingMemory> users = new HashMap<>();
    final Map<String, TreeSet<Long>> timers = new HashMap<>();
    PlainTable<String, Gateway> gateways = new PlainTable<>();
    final Map<Topic, Integer> positions = new HashMap<>();

    State copy() {
      State copy = new State();
      conversations.forEach((key, memory) -> copy.conversations.put(key, memory.copy()));
      users.forEach((key, memory) -> copy.users.put(key, memory.copy()));
      timers.forEach((key, times) -> copy.timers.put(key, new TreeSet<>(times)));
      copy.gateways = gateways.copy();
      copy.positions.putAll(positions);
      return copy;
    }
  }

  private final Map<Topic, List<Entry>> topics = new HashMap<>();

  /** Where the deliveries of the job go. */
  interface World {
    void direct(Target target, UserInput.Event event);

    /**
     * A SYNC.
     *
     * @param upTo null for a large conversation
     */
    void sync(Target target, String conversation, long after, Long upTo);

    void broadcast(String gateway, ConversationEvent event);
  }

  private final World world;
  private final RoutingPolicy policy;
  private final LargeGroupPolicy large;
  private State state = new State();
  private State checkpoint = new State();
  private String current;
  private long clock;
  private long readUpTo = Long.MIN_VALUE;
  private long resumedAt = Long.MAX_VALUE;
  int redeliveries;

  ModelJob(World world, RoutingPolicy policy) {
    this(world, policy, new LargeGroupPolicy(1_000, 1_000, 60_000));
  }

  ModelJob(World world, RoutingPolicy policy, LargeGroupPolicy large) {
    this.world = world;
    this.policy = policy;
    this.large = large;
    for (Topic topic : Topic.values()) {
      topics.put(topic, new ArrayList<>());
    }
  }

  void append(ConversationEvent event, long at) {
    topics
        .get(Topic.EVENTS)
        .add(
            new Entry(
                at,
                job -> {
                  job.current = null;
                  new ConversationRouter(
                          job.state.conversations.computeIfAbsent(
                              event.getConversationId(), key -> new CountingMemory()),
                          job,
                          large,
                          new Pace(1_000, 0),
                          new AvroBytes<>(ConversationEvent.class))
                      .onEvent(event, null, 0);
                }));
  }

  void append(String user, UserInput.Session session) {
    topics
        .get(Topic.SESSIONS)
        .add(new Entry(session.appendedAt(), job -> job.input(user, session)));
  }

  void append(String user, UserInput.Acknowledgement receipt) {
    topics
        .get(Topic.RECEIPTS)
        .add(new Entry(receipt.appendedAt(), job -> job.input(user, receipt)));
  }

  void append(GatewaySign sign) {
    topics
        .get(Topic.GATEWAYS)
        .add(new Entry(sign.appendedAt(), job -> job.table().apply(sign, job.time())));
  }

  /** Reads a few records of one topic, as far as there are any. */
  void read(int topic, int records) {
    Topic which = Topic.values()[topic % Topic.values().length];
    for (int n = 0; n < records; n++) {
      int position = state.positions.getOrDefault(which, 0);
      if (position == topics.get(which).size()) {
        return;
      }
      Entry entry = topics.get(which).get(position);
      state.positions.put(which, position + 1);
      clock = Math.max(clock, entry.appendedAt());
      entry.action().accept(this);
    }
  }

  void readAll() {
    for (int topic = 0; topic < Topic.values().length; topic++) {
      read(topic, Integer.MAX_VALUE);
    }
  }

  /** Time goes by, as the task notices without reading anything. */
  void elapse(long millis) {
    clock = clock == 0 ? 0 : clock + millis;
  }

  /** The sources say how far they have read, and what is due happens. */
  void timePasses(long now) {
    long upTo = Long.MAX_VALUE;
    for (Topic topic : List.of(Topic.SESSIONS, Topic.RECEIPTS, Topic.GATEWAYS)) {
      int position = state.positions.getOrDefault(topic, 0);
      List<Entry> entries = topics.get(topic);
      upTo =
          Math.min(upTo, position == entries.size() ? now : entries.get(position).appendedAt() - 1);
    }
    readUpTo = Math.max(readUpTo, upTo);
    resumedAt = Math.min(resumedAt, readUpTo);
    clock = Math.max(clock, readUpTo);
    for (String user : List.copyOf(state.timers.keySet())) {
      TreeSet<Long> timers = state.timers.get(user);
      while (!timers.isEmpty() && timers.first() <= readUpTo) {
        current = user;
        router(user).onTime(user, timers.pollFirst(), time());
      }
    }
  }

  void checkpoint() {
    checkpoint = state.copy();
  }

  void crash() {
    state = checkpoint.copy();
    clock = 0;
    readUpTo = Long.MIN_VALUE;
    resumedAt = Long.MAX_VALUE;
  }

  /** Whether no device has anything open. */
  boolean isQuiet() {
    return state.users.values().stream()
        .map(memory -> memory.user().get())
        .allMatch(
            packed ->
                packed == null || UserCodec.user(packed).inline.stream().allMatch(this::quiet));
  }

  private boolean quiet(OpenConversation open) {
    return open.marks.isEmpty();
  }

  private InputTime time() {
    return new InputTime(clock, readUpTo, resumedAt, BrokerClock.UNKNOWN, BrokerClock.UNKNOWN);
  }

  private GatewayTable table() {
    return new GatewayTable(state.gateways, policy.gatewayLease());
  }

  private void input(String user, UserInput input) {
    String before = current;
    current = user;
    router(user).onInput(user, input, time());
    current = before;
  }

  private UserRouter router(String user) {
    return new UserRouter(
        state.users.computeIfAbsent(user, key -> new CountingMemory()),
        new UserRouter.Environment(policy, table(), new Pace(1_000, 1_000), this));
  }

  @Override
  public void toUser(String userId, byte[] packed) {
    input(userId, UserInputCodec.unpack(packed));
  }

  @Override
  public void broadcast(ConversationEvent event, byte[] encoded, String traceparent) {
    table().live(time()).forEach(gateway -> world.broadcast(gateway, event));
  }

  @Override
  public void wakeAt(long time) {
    if (current == null) {
      return; // A round over the members, for pushes: another property has them.
    }
    state.timers.computeIfAbsent(current, key -> new TreeSet<>()).add(time);
  }

  @Override
  public void repeated() {
    // After a crash everything since the checkpoint comes again.
  }

  @Override
  public void withoutMembers() {
    throw new AssertionError("everybody is known here");
  }

  @Override
  public void direct(Target target, UserInput.Event event) {
    world.direct(target, event);
  }

  @Override
  public void sync(Target target, String conversation, long after, Long upTo, int attempt) {
    world.sync(target, conversation, after, upTo);
  }

  @Override
  public void notify(String userId, String conversation, Unseen message, int unread) {
    // Another property has the notifications.
  }

  @Override
  public void clear(String userId, String conversation, long messageId) {
    // Another property has the notifications.
  }

  @Override
  public void status(String gatewayId, String userId, UserInput.Status status) {
    throw new AssertionError("nobody writes statuses here");
  }

  @Override
  public void cursor(String gatewayId, String userId, UserInput.Cursor cursor) {
    throw new AssertionError("nobody writes cursors here");
  }

  @Override
  public void row(DeviceCursor cursor) {
    // The table of cursors is a hint.
  }

  @Override
  public void count(RoutingCounter counter) {
    if (counter == RoutingCounter.REDELIVERY) {
      redeliveries++;
    }
  }
}
