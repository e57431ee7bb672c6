package io.parley.routing.model;

import io.parley.routing.Deliveries;
import io.parley.routing.TracedEvent;
import io.parley.routing.conversation.ConversationOutput;
import io.parley.routing.conversation.ConversationRouter;
import io.parley.routing.conversation.LargeGroupPolicy;
import io.parley.routing.conversation.NudgePace;
import io.parley.routing.conversation.PlainConversationMemory;
import io.parley.routing.device.LargeConversationNotice;
import io.parley.routing.device.Nudge;
import io.parley.routing.device.Occurrence;
import io.parley.routing.device.PlainUserMemory;
import io.parley.routing.device.RoutingPolicy;
import io.parley.routing.device.UserOutput;
import io.parley.routing.device.UserRouter;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The job: its memory, its timers, where it stands in its topics, and what it has put out. */
final class ModelJob {

  final Map<String, PlainConversationMemory> conversations = new HashMap<>();
  final Map<String, PlainUserMemory> users = new HashMap<>();
  final Map<String, Long> wakes = new HashMap<>();
  final List<Delivery> deliveries = new ArrayList<>();
  final List<Push> pushes = new ArrayList<>();
  final List<Occurrence> occurrences = new ArrayList<>();
  int eventsRead;
  int sessionsRead;
  int receiptsRead;

  private final RoutingPolicy policy;
  private final LargeGroupPolicy large;
  private final Consumer<Delivery> network;
  private final Map<String, TreeSet<Long>> rounds = new HashMap<>();
  private final NudgePace pace;
  private long listeningSince;
  private long time;

  /** A push request and when it was made, milliseconds since 1970. */
  record Push(PushRequest request, long at) {}

  ModelJob(RoutingPolicy policy, LargeGroupPolicy large, Consumer<Delivery> network) {
    this.policy = policy;
    this.large = large;
    this.pace = new NudgePace(large.nudges().membersPerSecond());
    this.network = network;
  }

  /** A checkpoint, or a job restored from one: what was put out since is not committed. */
  ModelJob copy(long now) {
    ModelJob copy = new ModelJob(policy, large, network);
    conversations.forEach((id, memory) -> copy.conversations.put(id, memory.copy()));
    users.forEach((id, memory) -> copy.users.put(id, memory.copy()));
    copy.wakes.putAll(wakes);
    rounds.forEach((id, timers) -> copy.rounds.put(id, new TreeSet<>(timers)));
    copy.deliveries.addAll(deliveries);
    copy.pushes.addAll(pushes);
    copy.occurrences.addAll(occurrences);
    copy.eventsRead = eventsRead;
    copy.sessionsRead = sessionsRead;
    copy.receiptsRead = receiptsRead;
    copy.listeningSince = now;
    return copy;
  }

  void readEvents(List<ConversationEvent> topic, long now) {
    for (; eventsRead < topic.size(); eventsRead++) {
      ConversationEvent event = topic.get(eventsRead);
      conversationRouter(event.getConversationId(), now).onEvent(new TracedEvent(event, null), now);
    }
  }

  void readSessions(List<SessionEvent> topic, long now) {
    for (; sessionsRead < topic.size(); sessionsRead++) {
      SessionEvent event = topic.get(sessionsRead);
      time = now;
      router(event.getUserId()).onSession(event, now);
    }
  }

  void readReceipts(List<Receipt> topic, long now) {
    for (; receiptsRead < topic.size(); receiptsRead++) {
      Receipt receipt = topic.get(receiptsRead);
      router(receipt.getUserId()).onReceipt(receipt, now);
    }
  }

  private ConversationRouter conversationRouter(String conversation, long now) {
    return new ConversationRouter(
        conversations.computeIfAbsent(conversation, id -> new PlainConversationMemory()),
        new ToUsers(conversation, now),
        large,
        pace);
  }

  void fireTimers(long now) {
    for (String conversation : List.copyOf(conversations.keySet())) {
      TreeSet<Long> timers = rounds.computeIfAbsent(conversation, id -> new TreeSet<>());
      while (!timers.isEmpty() && timers.first() <= now) {
        timers.pollFirst();
        conversationRouter(conversation, now).onTime(now);
      }
    }
    for (String user : List.copyOf(users.keySet())) {
      if (wakes.getOrDefault(user, Long.MAX_VALUE) <= now) {
        wakes.remove(user);
        time = now;
        router(user).onTime(user, now);
      }
    }
  }

  private UserRouter router(String user) {
    PlainUserMemory memory = users.computeIfAbsent(user, id -> new PlainUserMemory());
    return new UserRouter(
        memory, new Out(time -> wakes.merge(user, time, Math::min)), policy, listeningSince);
  }

  private final class ToUsers implements ConversationOutput {
    private final String conversation;
    private final long now;

    ToUsers(String conversation, long now) {
      this.conversation = conversation;
      this.now = now;
    }

    @Override
    public void toUser(String userId, TracedEvent event) {
      time = now;
      router(userId).onEvent(userId, event, now);
    }

    @Override
    public void toUser(LargeConversationNotice notice) {
      time = now;
      router(notice.userId()).onNotice(notice, now);
    }

    @Override
    public void broadcast(TracedEvent event) {
      network.accept(Deliveries.broadcast("every gateway", event.event()));
    }

    @Override
    public void nudge(String userId, Nudge nudge) {
      time = now;
      router(userId).onNudge(userId, nudge, now);
    }

    @Override
    public void wakeAt(long time) {
      rounds.computeIfAbsent(conversation, id -> new TreeSet<>()).add(time);
    }

    @Override
    public void repeated() {}
  }

  private final class Out implements UserOutput {
    private final LongConsumer wake;

    Out(LongConsumer wake) {
      this.wake = wake;
    }

    @Override
    public void deliver(Delivery delivery, String traceparent) {
      deliveries.add(delivery);
      network.accept(delivery);
    }

    @Override
    public void push(PushRequest request) {
      pushes.add(new Push(request, time));
    }

    @Override
    public void cursor(String user, String device, String conversation, long eventId) {}

    @Override
    public void wakeAt(long time) {
      wake.accept(time);
    }

    @Override
    public void count(Occurrence occurrence) {
      occurrences.add(occurrence);
    }

    @Override
    public void storedEvents(int more) {}

    @Override
    public void acknowledgedAfter(long millis) {}
  }
}
