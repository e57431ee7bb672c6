package io.parley.gateway.client;

import io.parley.schemas.event.ConversationEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A history in memory. It answers at once, or when a test says so; a page tells what was stored
 * when it was asked for. It can be down, or frozen for some conversations.
 */
final class FakeHistory implements HistorySource {

  final List<String> reads = new ArrayList<>();
  boolean down;
  boolean slow;

  /** Whether a read throws at once, against the contract of a source. */
  boolean throwing;

  /** The conversations of a shard that stands still. Their reads end in {@link #timeOut}. */
  final Set<String> frozen = new HashSet<>();

  /** The reads that get no answer. */
  final List<CompletableFuture<Page>> unanswered = new ArrayList<>();

  private final Map<String, TreeMap<Long, ConversationEvent>> events = new TreeMap<>();
  private final Queue<Runnable> answers = new ArrayDeque<>();

  void store(ConversationEvent event) {
    events
        .computeIfAbsent(event.getConversationId(), any -> new TreeMap<>())
        .put(event.getEventId(), event);
  }

  /** Stores events with ids {@code from} to {@code to}. */
  void store(String conversation, long from, long to) {
    for (long id = from; id <= to; id++) {
      store(Records.event(conversation, id));
    }
  }

  /** Gives the oldest answer that is held back. */
  void answerOne() {
    answers.remove().run();
  }

  void answerAll() {
    while (!answers.isEmpty()) {
      answerOne();
    }
  }

  /** The reads that got no answer fail. */
  void timeOut() {
    List<CompletableFuture<Page>> failing = List.copyOf(unanswered);
    unanswered.clear();
    failing.forEach(
        read -> read.completeExceptionally(new IllegalStateException("no answer within 5 s")));
  }

  @Override
  public CompletionStage<Page> after(String conversation, long after, long upTo, int limit) {
    reads.add(conversation + " after " + after);
    List<ConversationEvent> all =
        List.copyOf(of(conversation).subMap(after, false, upTo, true).values());
    return answer(
        conversation, new Page(all.subList(0, Math.min(limit, all.size())), all.size() <= limit));
  }

  @Override
  public CompletionStage<Page> newest(String conversation, long upTo, int limit) {
    reads.add(conversation + " newest");
    List<ConversationEvent> all = List.copyOf(of(conversation).headMap(upTo, true).values());
    return answer(
        conversation, new Page(all.subList(Math.max(0, all.size() - limit), all.size()), true));
  }

  private TreeMap<Long, ConversationEvent> of(String conversation) {
    return events.getOrDefault(conversation, new TreeMap<>());
  }

  private CompletionStage<Page> answer(String conversation, Page page) {
    if (throwing) {
      throw new IllegalStateException("the pool of the history is closed");
    }
    if (down) {
      return CompletableFuture.failedFuture(new IllegalStateException("the history is down"));
    }
    if (frozen.contains(conversation)) {
      CompletableFuture<Page> never = new CompletableFuture<>();
      unanswered.add(never);
      return never;
    }
    if (!slow) {
      return CompletableFuture.completedFuture(page);
    }
    CompletableFuture<Page> later = new CompletableFuture<>();
    answers.add(() -> later.complete(page));
    return later;
  }
}
