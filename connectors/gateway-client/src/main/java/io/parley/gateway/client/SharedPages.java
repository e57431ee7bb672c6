package io.parley.gateway.client;

import io.parley.gateway.client.HistorySource.Page;
import io.parley.schemas.event.ConversationEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads pages of the history, and gives each page to all syncs that need something in it. When
 * hundreds of devices come back to a large conversation, a few reads serve most of them. For the
 * loop's thread.
 *
 * <p>A read serves every request that comes while it is under way or shortly after it began, if its
 * page covers the request. Then the page is forgotten, so that content deleted later is not handed
 * out. The event of a deletion ends it at once. The number of reads under way is bounded, and
 * further ones wait in order. Conversations whose last read failed or was slow get a part of the
 * places only ({@link ReadPlaces}).
 */
final class SharedPages {

  /** A read that takes longer is slow. The database answers within milliseconds. */
  private static final long SLOW_MILLIS = 1_000;

  /** The most conversations that are remembered as suspect. A forgotten one costs a place. */
  private static final int MOST_SUSPECTS = 10_000;

  /** Receives a page, or the error of a failed read. */
  interface Reader {
    /**
     * Events in order, none above the asked limit.
     *
     * @param completeUpTo nothing else exists up to this id; empty if only the next page can tell
     */
    void onPage(List<ConversationEvent> events, OptionalLong completeUpTo);

    void onFailure(Throwable failure);
  }

  /**
   * A request for a page.
   *
   * @param newest the newest page instead of the first one above {@code after}
   * @param after exclusive
   * @param need an id that is known to be stored. A page from before it does not tell enough
   * @param limit the highest id that may be given, at least {@code need}
   */
  record Question(String conversation, boolean newest, long after, long need, long limit) {}

  private record Waiter(Question question, Reader reader) {}

  private static final class Read {
    final Question question;
    final boolean suspect;
    final List<Waiter> waiters = new ArrayList<>();
    Page page;

    Read(Question question, boolean suspect) {
      this.question = question;
      this.suspect = suspect;
    }

    boolean isUnderWay() {
      return page == null;
    }

    boolean mayServe(Question other) {
      return question.newest() == other.newest()
          && question.after() <= other.after()
          && (isUnderWay() || serves(other));
    }

    /**
     * Whether the page answers the other request: it has an event for it, or tells that no event
     * exists.
     */
    boolean serves(Question other) {
      return lastId() > other.after() || (isLastFor(other) && solidUpTo() >= other.need());
    }

    /** A page up to some id says nothing about the history beyond that id. */
    boolean isLastFor(Question other) {
      return page.isLast() && question.limit() >= other.limit();
    }

    /** With the last page, nothing else exists up to here. */
    long solidUpTo() {
      return Math.max(question.need(), lastId());
    }

    long lastId() {
      List<ConversationEvent> events = page.events();
      return events.isEmpty() ? 0 : events.get(events.size() - 1).getEventId();
    }

    void answer(Waiter waiter) {
      Question asked = waiter.question();
      List<ConversationEvent> events =
          page.events().stream()
              .filter(event -> asked.newest() || event.getEventId() > asked.after())
              .filter(event -> event.getEventId() <= asked.limit())
              .toList();
      boolean complete = isLastFor(asked) || lastId() >= asked.limit();
      waiter
          .reader()
          .onPage(
              events,
              complete
                  ? OptionalLong.of(Math.min(solidUpTo(), asked.limit()))
                  : OptionalLong.empty());
    }
  }

  private final HistorySource source;
  private final GatewaySettings settings;
  private final Loop loop;
  private final GatewayMetrics metrics;
  private final Map<String, List<Read>> reads = new HashMap<>();
  private final ReadPlaces<Read> places;
  private final Set<String> suspects = Collections.newSetFromMap(new BoundedMap<>(MOST_SUSPECTS));

  SharedPages(HistorySource source, GatewaySettings settings, Loop loop, GatewayMetrics metrics) {
    this.source = source;
    this.settings = settings;
    this.loop = loop;
    this.metrics = metrics;
    this.places = new ReadPlaces<>(settings.mostReads());
  }

  /** Asks for a page. The answer comes later, or at once if another sync has just read the page. */
  void read(Question question, Reader reader) {
    Waiter waiter = new Waiter(question, reader);
    Optional<Read> shared =
        reads.getOrDefault(question.conversation(), List.of()).stream()
            .filter(read -> read.mayServe(question))
            .findFirst();
    if (shared.isEmpty()) {
      ask(waiter);
    } else if (shared.get().isUnderWay()) {
      shared.get().waiters.add(waiter);
    } else {
      metrics.sharedReads.increment();
      shared.get().answer(waiter);
    }
  }

  /** A message of the conversation was deleted: reads that began before serve nobody else. */
  void onDeletion(String conversation) {
    reads.remove(conversation);
  }

  private void ask(Waiter waiter) {
    String conversation = waiter.question().conversation();
    Read read = new Read(waiter.question(), suspects.contains(conversation));
    read.waiters.add(waiter);
    reads.computeIfAbsent(conversation, any -> new ArrayList<>()).add(read);
    places.add(read, read.suspect);
    startReads();
  }

  private void startReads() {
    for (Optional<Read> next = places.next(); next.isPresent(); next = places.next()) {
      start(next.get());
    }
  }

  private void start(Read read) {
    metrics.reads.increment();
    long startedAt = loop.millis();
    pageOf(read.question)
        .whenComplete(
            (page, failure) -> loop.execute(() -> finish(read, page, failure, startedAt)));
  }

  private CompletionStage<Page> pageOf(Question question) {
    int size = settings.pageSize();
    try {
      return question.newest()
          ? source.newest(question.conversation(), question.limit(), size)
          : source.after(question.conversation(), question.after(), question.limit(), size);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void finish(Read read, Page page, Throwable failure, long startedAt) {
    places.leave(read.suspect);
    suspect(read.question.conversation(), failure != null || isSlow(startedAt));
    List<Waiter> waiters = List.copyOf(read.waiters);
    read.waiters.clear();
    if (failure != null) {
      metrics.failedReads.increment();
      forget(read);
      waiters.forEach(waiter -> waiter.reader().onFailure(failure));
    } else {
      read.page = page;
      keepUntil(read, startedAt + settings.pageSharing().toMillis());
      answerAll(read, waiters);
    }
    startReads();
  }

  private boolean isSlow(long startedAt) {
    return loop.millis() - startedAt > SLOW_MILLIS;
  }

  private void suspect(String conversation, boolean suspect) {
    if (suspect) {
      suspects.add(conversation);
    } else {
      suspects.remove(conversation);
    }
  }

  private void keepUntil(Read read, long time) {
    long left = time - loop.millis();
    if (left > 0) {
      loop.after(Duration.ofMillis(left), () -> forget(read));
    } else {
      forget(read);
    }
  }

  private void answerAll(Read read, List<Waiter> waiters) {
    boolean first = true;
    for (Waiter waiter : waiters) {
      if (first) {
        read.answer(waiter);
      } else if (read.serves(waiter.question())) {
        metrics.sharedReads.increment();
        read.answer(waiter);
      } else {
        // The page ends before what this one needs.
        read(waiter.question(), waiter.reader());
      }
      first = false;
    }
  }

  private void forget(Read read) {
    String conversation = read.question.conversation();
    List<Read> others = reads.get(conversation);
    if (others != null) {
      others.remove(read);
      if (others.isEmpty()) {
        reads.remove(conversation);
      }
    }
  }
}
