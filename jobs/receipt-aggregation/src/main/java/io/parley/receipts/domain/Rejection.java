package io.parley.receipts.domain;

/** Why a receipt changed nothing. The names are values of a metric's label. */
public enum Rejection {
  /** The user was no member of the conversation at the position named. */
  NOT_A_MEMBER,
  /** The position is the user's own message: who sends has read. */
  OWN_MESSAGE,
  /** The position lies before everything that is still in state. */
  TOO_OLD,
  /** No event reached the position while the receipt waited. */
  NO_SUCH_MESSAGE,
  /** Too many receipts of this user wait already. */
  WAITING_ROOM_FULL
}
