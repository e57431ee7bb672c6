package io.parley.checker;

import java.util.Locale;

/** The ways in which a history can break the promise, each with the guarantee it breaks. */
public enum Violation {
  LOST("G2", "a command without outcome, or an outcome without its event or ack"),
  DUPLICATE("G3", "a command that became two events, two rows or two answers"),
  PHANTOM("G2", "an event, ack, row or dead letter that no command explains"),
  CONSERVATION("G2", "commands in are not events + duplicates + rejected + dead letters"),
  SET_ASIDE("G7", "a valid command that became a dead letter"),
  WRONG_ACK(
      "G3",
      "a SENT ack with an event that the command did not become, or with a wrong sequence number"),
  REFUSAL_NOT_FINAL("G3", "a command that was refused and also became an event within the horizon"),
  REORDERED("G4", "events of a conversation in another order than Kafka took the commands"),
  ID_NOT_RISING("G4", "event ids of a conversation that do not rise along the topic"),
  SEQUENCE_GAP("G4", "a conversation whose events are not numbered 1, 2, 3, ..."),
  ABORTED_READ("G6", "a record seen at read_uncommitted, but never committed"),
  DIVERGENT_REPLAY("G6", "a record seen at read_uncommitted, but committed with other bytes"),
  STORED_AFTER_VISIBLE("G1", "an event or SENT ack was visible while its row was not readable"),
  ROW_MISMATCH("G1", "a row that differs from its event"),
  WRONG_WRITETIME("G3", "a row whose WRITETIME is not the one its event id dictates"),
  MEMBERSHIP_MISMATCH("G1", "a row of a member that does not follow from the changes of members"),
  BUCKET_MISMATCH("G1", "a 10-day window without its row, or a row without an event"),
  HOLE_SEEN("G4", "a row of messages was readable while the row before it was not"),
  STATUS_REGRESSION("G5", "a message's status, count or version that fell"),
  CURSOR_REGRESSION("G5", "a user's cursor or its version that fell"),
  COUNT_MISMATCH("G5", "counts or cursors that do not follow from events and receipts"),
  MISDELIVERED("G4", "a delivery to somebody who must not get it, or that differs from its event"),
  DELIVERED_OUT_OF_ORDER("G4", "a DIRECT that overtakes, or that does not wait for its SYNC"),
  ENDED_SESSION("G9", "a delivery to a session that never was, or that the router had seen to end"),
  WRONG_SYNC("G9", "a SYNC with a wrong range or attempt"),
  REDELIVERED("G9", "a delivery of an event that the device had acknowledged long before"),
  UNDELIVERED("G9", "an event that a member's device was owed and never got"),
  WRONG_UPDATE("G5", "a status or cursor for somebody else, or that was never published"),
  UPDATE_MISSING("G5", "a status or cursor that never came to a gateway with a live session"),
  DEVICE_CURSOR_AHEAD("G9", "a device's stored cursor that is above all receipts of the device"),
  WRONG_PUSH("G9", "a push request that does not fit its message, or whose id is not its own"),
  PUSH_MISSING("G9", "a message that an offline member was owed a NOTIFY for"),
  PUSH_NOT_OWED("G9", "a NOTIFY to a connected or muted user, or for a read or deleted message"),
  CLEAR_MISSING("G9", "a notification of a read or deleted message that was never taken back"),
  CLEAR_NOT_OWED("G9", "a CLEAR without a notification, or for a message that is still unread");

  private final String guarantee;
  private final String meaning;

  Violation(String guarantee, String meaning) {
    this.guarantee = guarantee;
    this.meaning = meaning;
  }

  /** The guarantee that is broken, such as {@code G4}. */
  public String guarantee() {
    return guarantee;
  }

  /** What was found, in a clause. */
  public String meaning() {
    return meaning;
  }

  /** For people: {@code id not rising}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
