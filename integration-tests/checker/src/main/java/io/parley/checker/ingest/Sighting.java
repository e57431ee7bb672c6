package io.parley.checker.ingest;

/**
 * A record or row that names an event, as a row of the sightings. Its first column is the event id.
 */
sealed interface Sighting {

  int WIDTH = 9;

  long STORED = 0;
  long EVENT = 1;
  long ACK = 2;
  long CHANGED = 3;

  /** The row of table messages. */
  record Stored(RowDigests digests) implements Sighting {
    @Override
    public long[] row(long eventId) {
      return new long[] {
        eventId,
        STORED,
        digests.place(),
        digests.content(),
        digests.edit(),
        digests.deletion(),
        0,
        0,
        0
      };
    }
  }

  /** An edit or deletion, under the id of its message. */
  record Changed(RowChange change) implements Sighting {
    @Override
    public long[] row(long messageId) {
      long deletion = change.deletion() ? 1 : 0;
      return new long[] {
        messageId, CHANGED, change.eventId(), deletion, change.set(), change.emptied(), 0, 0, 0
      };
    }
  }

  /**
   * An event on the topic.
   *
   * @param digest of the record's bytes
   * @param place digest of the part of its row that never changes
   * @param content digest of the part of its row that a deletion empties
   */
  record Event(
      int partition,
      long offset,
      boolean committed,
      long digest,
      long place,
      long content,
      long conversation,
      long sequence)
      implements Sighting {
    @Override
    public long[] row(long eventId) {
      long where = partition * 2L + (committed ? 1 : 0);
      return new long[] {
        eventId, EVENT, where, offset, digest, place, content, conversation, sequence
      };
    }
  }

  /** A SENT ack that names the event, with the number that it gives it. */
  record Ack(int partition, long offset, long sequence) implements Sighting {
    @Override
    public long[] row(long eventId) {
      return new long[] {eventId, ACK, partition, offset, sequence, 0, 0, 0, 0};
    }
  }

  long[] row(long eventId);

  static Sighting of(long[] row) {
    if (row[1] == STORED) {
      return new Stored(new RowDigests(row[2], row[3], row[4], row[5]));
    }
    if (row[1] == CHANGED) {
      return new Changed(new RowChange(row[2], row[3] == 1, row[4], row[5]));
    }
    if (row[1] == ACK) {
      return new Ack((int) row[2], row[3], row[4]);
    }
    return new Event(
        (int) (row[2] / 2), row[3], row[2] % 2 == 1, row[4], row[5], row[6], row[7], row[8]);
  }
}
