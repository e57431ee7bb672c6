package io.parley.gateway.client;

import io.parley.schemas.event.ConversationEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reads the stored events of conversations for SYNC. The library does not depend on a database, so
 * the server supplies an implementation, for example over table {@code messages}.
 *
 * <p>Reads must be at a consistency that sees all acknowledged writes (LOCAL_QUORUM). The methods
 * are called on the gateway's thread and must not block. Each returns a stage that completes with
 * the page. A read that fails is repeated with backoff as long as the session lives.
 *
 * <p>A read that gets no answer must fail after a few seconds, because it has one of a bounded
 * number of places. It must not make the reads of other conversations wait: one shard of the
 * database may stand still while the others answer.
 */
public interface HistorySource {

  /**
   * A page of events in rising order of event id, as they stand now: an edited message bears its
   * newest text, and a deleted one has the payload MessageDeleted.
   *
   * @param isLast whether no further event up to the asked id exists
   */
  record Page(List<ConversationEvent> events, boolean isLast) {
    public Page {
      events = List.copyOf(events);
    }
  }

  /**
   * The oldest events above an id.
   *
   * @param afterEventId exclusive
   * @param upToEventId inclusive
   * @param limit most events in the page
   */
  CompletionStage<Page> after(
      String conversationId, long afterEventId, long upToEventId, int limit);

  /**
   * The newest events at or below an id, for a device of which nothing is known.
   *
   * @param upToEventId inclusive
   * @param limit most events in the page
   */
  CompletionStage<Page> newest(String conversationId, long upToEventId, int limit);
}
