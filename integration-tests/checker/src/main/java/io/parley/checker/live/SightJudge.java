package io.parley.checker.live;

import io.parley.checker.history.Sightings;
import io.parley.checker.live.NewestRows.StoredEvent;
import io.parley.schemas.id.MessageBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Judges what a reader of table messages finds when an event is first seen.
 *
 * <ol>
 *   <li>The row of the event is there (G1).
 *   <li>The row below it has the sequence before (G4). A row that lacks the row before it is a
 *       hole.
 *   <li>The same goes for the newest row of the bucket, whose event need not be published yet (G4).
 * </ol>
 *
 * <p>The first look-up answers the first two questions, the second one the third. More look-ups
 * follow only when the second one seems to show a hole, and for the first row of a bucket, because
 * the row before it lies in an older bucket.
 *
 * <p>No row is missing for a good reason. Every event takes a sequence and has a row of its own,
 * edits and deletions included. Nothing deletes a row: a deletion empties the row of its message,
 * and there is no TTL. An event that is lost on the topic keeps its row, and a command that is lost
 * before ingest takes no sequence. If a conversation begins again, because an operator started
 * ingest without its state, then a row has a higher sequence below it. That is no hole.
 *
 * <p>A read cannot show a hole by chance. Ingest begins to write a row only when the row before it
 * is acknowledged, or writes both in one batch. So a read at LOCAL_QUORUM that begins after a row
 * was visible, and finds the row, also finds the row before it. An event is published after its row
 * is acknowledged, so one read is enough for the row of an event. The newest row may still be on
 * its way to some replicas, and one read may ask one replica earlier than another. Therefore it is
 * read again before a hole is reported.
 *
 * <p>Safe for use by several threads.
 */
final class SightJudge {

  private static final int SAMPLES = 10;
  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private final NewestRows table;

  // Guarded by this.
  private long answered;
  private long unanswered;
  private long withoutRow;
  private long compared;
  private long holes;
  private final List<String> samples = new ArrayList<>();
  private final List<String> holeSamples = new ArrayList<>();

  SightJudge(NewestRows table) {
    this.table = table;
  }

  /** Completes when nothing more is looked up for the event. */
  CompletionStage<Void> judge(Sight sight) {
    return table
        .upTo(sight.conversation(), sight.bucket(), sight.eventId())
        .thenCompose(rows -> judgeOwn(sight, rows))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                noteNoAnswer();
              }
            });
  }

  /** The sightings so far. */
  synchronized Sightings sightings() {
    return new Sightings(answered, unanswered, withoutRow, samples, compared, holes, holeSamples);
  }

  private CompletionStage<Void> judgeOwn(Sight sight, List<StoredEvent> rows) {
    boolean hasRow = beginsWith(sight.eventId(), rows);
    noteAnswer(sight, hasRow);
    return hasRow ? judgeBelow(sight, rows).thenCompose(done -> judgeNewest(sight)) : DONE;
  }

  private CompletionStage<Void> judgeNewest(Sight sight) {
    long lastOfBucket = MessageBucket.firstId(sight.bucket() + 1) - 1;
    return table
        .upTo(sight.conversation(), sight.bucket(), lastOfBucket)
        .thenCompose(
            rows ->
                rows.size() == 2
                        && rows.get(0).eventId() != sight.eventId()
                        && isHole(rows.get(0), rows.get(1).sequence())
                    ? judgeAgain(sight, rows.get(0).eventId())
                    : DONE);
  }

  private CompletionStage<Void> judgeAgain(Sight sight, long newest) {
    return table
        .upTo(sight.conversation(), sight.bucket(), newest)
        .thenCompose(rows -> beginsWith(newest, rows) ? judgeBelow(sight, rows) : DONE);
  }

  /** Judges the first of these rows by the second one. */
  private CompletionStage<Void> judgeBelow(Sight sight, List<StoredEvent> rows) {
    StoredEvent row = rows.get(0);
    if (row.sequence() <= 1) {
      return DONE;
    }
    CompletionStage<Long> below =
        rows.size() == 2
            ? CompletableFuture.completedStage(rows.get(1).sequence())
            : lastOfEarlierBucket(sight);
    return below.thenAccept(sequence -> compare(sight, row, sequence));
  }

  private CompletionStage<Long> lastOfEarlierBucket(Sight sight) {
    return table
        .bucketBelow(sight.conversation(), sight.bucket())
        .thenCompose(
            bucket ->
                bucket.isEmpty()
                    ? CompletableFuture.completedStage(List.<StoredEvent>of())
                    : table.upTo(sight.conversation(), bucket.getAsInt(), Long.MAX_VALUE))
        .thenApply(rows -> rows.isEmpty() ? 0L : rows.get(0).sequence());
  }

  private static boolean beginsWith(long eventId, List<StoredEvent> rows) {
    return !rows.isEmpty() && rows.get(0).eventId() == eventId;
  }

  private static boolean isHole(StoredEvent row, long sequenceBelow) {
    return sequenceBelow < row.sequence() - 1;
  }

  private synchronized void noteNoAnswer() {
    unanswered++;
  }

  private synchronized void noteAnswer(Sight sight, boolean hasRow) {
    answered++;
    if (!hasRow) {
      withoutRow++;
      if (samples.size() < SAMPLES) {
        samples.add("%s: event %d".formatted(sight.at(), sight.eventId()));
      }
    }
  }

  private synchronized void compare(Sight sight, StoredEvent row, long sequenceBelow) {
    compared++;
    if (isHole(row, sequenceBelow)) {
      holes++;
      if (holeSamples.size() < SAMPLES) {
        holeSamples.add(
            "%s: row of conversation %s with event_id %d and sequence %d, below it sequence %d"
                .formatted(
                    sight.at(),
                    sight.conversation(),
                    row.eventId(),
                    row.sequence(),
                    sequenceBelow));
      }
    }
  }
}
