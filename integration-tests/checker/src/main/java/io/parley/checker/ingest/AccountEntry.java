package io.parley.checker.ingest;

/**
 * An event, row, ack or sending of one command, as a row of the accounts. The first columns are the
 * command's identity.
 */
sealed interface AccountEntry {

  int WIDTH = 7;

  long EVENT = 0;
  long STORED = 1;
  long COMMAND = 2;
  long ACK = 3;

  /** A committed event. */
  record Event(long eventId, int partition, long offset, long appendedAt, long conversation)
      implements AccountEntry {
    @Override
    public long[] row(long identity) {
      return new long[] {identity, EVENT, eventId, partition, offset, appendedAt, conversation};
    }
  }

  /** A row of table messages. */
  record Stored(long eventId) implements AccountEntry {
    @Override
    public long[] row(long identity) {
      return new long[] {identity, STORED, eventId, 0, 0, 0, 0};
    }
  }

  /** A command that was not set aside as a dead letter. */
  record Command(int partition, long offset, long appendedAt) implements AccountEntry {
    @Override
    public long[] row(long identity) {
      return new long[] {identity, COMMAND, partition, offset, appendedAt, 0, 0};
    }
  }

  /** An ack. Its eventId is 0 if it names no event. */
  record Ack(
      int partition, long offset, boolean committed, Answer answer, long eventId, long digest)
      implements AccountEntry {
    @Override
    public long[] row(long identity) {
      long flags = answer.code * 2 + (committed ? 1 : 0);
      return new long[] {identity, ACK, partition, offset, flags, eventId, digest};
    }

    boolean sent() {
      return answer != Answer.REJECTED;
    }
  }

  /** The kinds of ack. */
  enum Answer {
    FIRST(0),
    DUPLICATE(1),
    REJECTED(2);

    private final long code;

    Answer(long code) {
      this.code = code;
    }

    private static Answer of(long code) {
      return code == FIRST.code ? FIRST : code == DUPLICATE.code ? DUPLICATE : REJECTED;
    }
  }

  long[] row(long identity);

  static AccountEntry of(long[] row) {
    if (row[1] == EVENT) {
      return new Event(row[2], (int) row[3], row[4], row[5], row[6]);
    }
    if (row[1] == STORED) {
      return new Stored(row[2]);
    }
    if (row[1] == COMMAND) {
      return new Command((int) row[2], row[3], row[4]);
    }
    Answer answer = Answer.of(row[4] / 2);
    return new Ack((int) row[2], row[3], row[4] % 2 == 1, answer, row[5], row[6]);
  }
}
