package io.parley.routing.model;

import io.parley.routing.TracedEvent;
import io.parley.routing.conversation.ConversationOutput;
import io.parley.routing.conversation.ConversationRouter;
import io.parley.routing.conversation.LargeGroupPolicy;
import io.parley.routing.conversation.PlainConversationMemory;
import io.parley.routing.device.LargeConversationNotice;
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
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The job: its memory, its timers, where it stands in its topics, and what it has put out. */
final class ModelJob {

  final Map<String, PlainConversationMemory> conversations = new HashMap<>();
  final Map<String, PlainUserMemory> users = new HashMap<>();
  final Map<String, Long> wakes = new HashMap<>();
  final List<Delivery> deliveries = new ArrayList<>();
  final List<PushRequest> pushes = new ArrayList<>();
  final List<Occurrence> occurrences = new ArrayList<>();
  int eventsRead;
  int sessionsRead;
  int receiptsRead;

  private final RoutingPolicy policy;
  private final Consumer<Delivery> network;
  private long listeningSince;

  ModelJob(RoutingPolicy policy, Consumer<Delivery> network) {
    this.policy = policy;
    this.network = network;
  }

  /** A checkpoint, or a job restored from one: what was put out since is not committed. */
  ModelJob copy(long now) {
    ModelJob copy = new ModelJob(policy, network);
    conversations.forEach((id, memory) -> copy.conversations.put(id, memory.copy()));
    users.forEach((id, memory) -> copy.users.put(id, memory.copy()));
    copy.wakes.putAll(wakes);
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
      new ConversationRouter(
              conversations.computeIfAbsent(
                  event.getConversationId(), id -> new PlainConversationMemory()),
              new ToUsers(now),
              new LargeGroupPolicy(1_000))
          .onEvent(new TracedEvent(event, null));
    }
  }

  void readSessions(List<SessionEvent> topic, long now) {
    for (; sessionsRead < topic.size(); sessionsRead++) {
      SessionEvent event = topic.get(sessionsRead);
      router(event.getUserId()).onSession(event, now);
    }
  }

  void readReceipts(List<Receipt> topic, long now) {
    for (; receiptsRead < topic.size(); receiptsRead++) {
      Receipt receipt = topic.get(receiptsRead);
      router(receipt.getUserId()).onReceipt(receipt, now);
    }
  }

  void fireTimers(long now) {
    for (String user : List.copyOf(users.keySet())) {
      if (wakes.getOrDefault(user, Long.MAX_VALUE) <= now) {
        wakes.remove(user);
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
    private final long now;

    ToUsers(long now) {
      this.now = now;
    }

    @Override
    public void toUser(String userId, TracedEvent event) {
      router(userId).onEvent(userId, event, now);
    }

    @Override
    public void toUser(LargeConversationNotice notice) {
      router(notice.userId()).onNotice(notice);
    }

    @Override
    public void broadcast(TracedEvent event) {
      throw new AssertionError("no conversation of the model is large");
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
      pushes.add(request);
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
