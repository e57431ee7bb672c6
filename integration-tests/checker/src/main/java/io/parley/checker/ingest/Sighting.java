package io.parley.checker.ingest;

/** Something that bears an event id, as a row of the sightings: the event id first. */
sealed interface Sighting {

  int WIDTH = 8;

  long STORED = 0;
  long EVENT = 1;
  long ACK = 2;

  /** The row of table messages. */
  record Stored(long content) implements Sighting {
    @Override
    public long[] row(long eventId) {
      return new long[] {eventId, STORED, content, 0, 0, 0, 0, 0};
    }
  }

  /**
   * An event on the topic.
   *
   * @param digest of the record's bytes
   * @param content digest of the columns its row must have
   */
  record Event(
      int partition,
      long offset,
      boolean committed,
      long digest,
      long content,
      long conversation,
      long sequence)
      implements Sighting {
    @Override
    public long[] row(long eventId) {
      long where = partition * 2L + (committed ? 1 : 0);
      return new long[] {eventId, EVENT, where, offset, digest, content, conversation, sequence};
    }
  }

  /** A SENT ack that names the event. */
  record Ack(int partition, long offset) implements Sighting {
    @Override
    public long[] row(long eventId) {
      return new long[] {eventId, ACK, partition, offset, 0, 0, 0, 0};
    }
  }

  long[] row(long eventId);

  static Sighting of(long[] row) {
    if (row[1] == STORED) {
      return new Stored(row[2]);
    }
    if (row[1] == ACK) {
      return new Ack((int) row[2], row[3]);
    }
    return new Event((int) (row[2] / 2), row[3], row[2] % 2 == 1, row[4], row[5], row[6], row[7]);
  }
}
