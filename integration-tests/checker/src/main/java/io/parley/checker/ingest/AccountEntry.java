package io.parley.checker.ingest;

import java.util.Arrays;

/**
 * An event, row, ack or sending of one command, as a row of the accounts. The first columns are the
 * command's identity.
 */
sealed interface AccountEntry {

  int WIDTH = 8;

  long EVENT = 0;
  long STORED = 1;
  long COMMAND = 2;
  long ACK = 3;

  /** A committed event. */
  record Event(long eventId, int partition, long offset, long appendedAt, long conversation)
      implements AccountEntry {
    @Override
    public long[] row(long identity) {
      return new long[] {identity, EVENT, eventId, partition, offset, appendedAt, conversation, 0};
    }
  }

  /** A row of table messages. */
  record Stored(long eventId) implements AccountEntry {
    @Override
    public long[] row(long identity) {
      return new long[] {identity, STORED, eventId, 0, 0, 0, 0, 0};
    }
  }

  /** A command that was not set aside as a dead letter. */
  record Command(int partition, long offset, long appendedAt) implements AccountEntry {
    @Override
    public long[] row(long identity) {
      return new long[] {identity, COMMAND, partition, offset, appendedAt, 0, 0, 0};
    }
  }

  /**
   * An ack.
   *
   * @param eventId 0 if it names no event
   * @param time the time in the id that ingest gave the command
   */
  record Ack(
      int partition,
      long offset,
      boolean committed,
      Answer answer,
      long eventId,
      long digest,
      long time)
      implements AccountEntry {
    @Override
    public long[] row(long identity) {
      long flags = answer.code * 2L + (committed ? 1 : 0);
      return new long[] {identity, ACK, partition, offset, flags, eventId, digest, time};
    }

    boolean sent() {
      return answer == Answer.FIRST || answer == Answer.DUPLICATE;
    }
  }

  /** The kinds of ack. */
  enum Answer {
    FIRST(0),
    DUPLICATE(1),
    /** Refused when it first came. */
    REJECTED(2),
    /** Refused for what came before: the same command was refused, or another one had its id. */
    REJECTED_AGAIN(3);

    private final long code;

    Answer(long code) {
      this.code = code;
    }

    private static Answer of(long code) {
      return Arrays.stream(values())
          .filter(answer -> answer.code == code)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("There is no answer " + code));
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
    return new Ack((int) row[2], row[3], row[4] % 2 == 1, answer, row[5], row[6], row[7]);
  }
}
