package io.parley.simulation;

/**
 * One step of a script. Every step is possible in every state of the world; a step that has nothing
 * to do does nothing.
 *
 * @param kind what happens
 * @param a the first choice, not negative. The step takes it modulo what there is to choose from
 * @param b the second choice, not negative
 */
public record Step(Kind kind, int a, int b) {

  /** The kinds of steps, each with its weight: how often a script has it. */
  public enum Kind {
    /** A phone sends a message. */
    SAY(10),
    /** A phone edits or deletes a message of its user. */
    CHANGE_MESSAGE(3),
    /** A user is added to a conversation or leaves it, or changes the notify level. */
    CHANGE_MEMBERS(3),
    /** A phone sends its unanswered commands again. */
    RESEND(2),
    /** Ingest reads some commands of one partition. */
    INGEST_READS(10),
    /** Rows of one conversation reach the database; the answers are still on their way. */
    ROWS_ARRIVE(5),
    /** The database acknowledges rows of one conversation, and their events go on. */
    ROWS_ACKNOWLEDGED(10),
    /** Ingest drains its writes, saves its state and commits its transaction. */
    INGEST_CHECKPOINT(4),
    /** Ingest falls back to its checkpoint. */
    INGEST_CRASH(1),
    /** Ingest clears the state that no decision needs any more. */
    INGEST_SWEEP(1),
    /** Routing reads some records of one of its inputs. */
    ROUTING_READS(16),
    /** Routing's sources say how far they have read, and what is due happens. */
    ROUTING_TIMERS(8),
    ROUTING_CHECKPOINT(4),
    ROUTING_CRASH(1),
    /** Receipt aggregation reads some records of one of its inputs. */
    RECEIPTS_READ(12),
    /** The timers of receipt aggregation that are due fire. */
    RECEIPTS_TIMERS(8),
    /** Rows of receipt aggregation reach the database, in any order. */
    RECEIPT_ROWS_ARRIVE(5),
    RECEIPTS_CHECKPOINT(4),
    RECEIPTS_CRASH(1),
    /** A request of a task that has crashed reaches the database at last. */
    LATE_ROW(2),
    /** A gateway reads deliveries and acks. */
    GATEWAY_READS(12),
    /** A gateway reads a few rows of the history for its SYNCs. */
    GATEWAY_SYNCS(8),
    /** A gateway writes the receipts that it has gathered, in any order, perhaps twice. */
    GATEWAY_RECEIPTS(8),
    GATEWAYS_ALIVE(6),
    GATEWAY_DIES(1),
    GATEWAY_STARTS(2),
    /** A phone acknowledges or reads what it has. */
    ACKNOWLEDGE(12),
    /** A phone connects to any gateway, perhaps without a word to the one that it leaves. */
    CONNECT(4),
    /** A phone disconnects, and perhaps a gateway finds out which of its connections are dead. */
    DISCONNECT(2),
    /** Messages go all the way to the phones. Receipt aggregation does not take part. */
    MESSAGES_FLOW(4),
    /** Some seconds pass. */
    TIME_PASSES(10),
    /** The clock of the broker that has one partition of the commands jumps. */
    BROKER_CLOCK(1);

    final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }

  @Override
  public String toString() {
    return kind + ":" + a + ":" + b;
  }

  /**
   * Reads what {@link #toString} has written.
   *
   * @throws IllegalArgumentException if the text is not a step
   */
  static Step parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      if (parts.length == 3) {
        return new Step(
            Kind.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(refusal(text), e);
    }
    throw new IllegalArgumentException(refusal(text));
  }

  private static String refusal(String text) {
    return "'%s' is not a step. A step looks like SAY:3:17.".formatted(text);
  }
}
