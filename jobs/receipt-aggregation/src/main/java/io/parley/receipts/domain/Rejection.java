package io.parley.receipts.domain;

/** Why a receipt changed nothing. The names are values of a metric's label. */
public enum Rejection {
  /** The user was no member of the conversation at the position named. */
  NOT_A_MEMBER,
  /** The user is unknown, and events of the conversation were lost: they may be a member. */
  MEMBERS_LOST,
  /** The position is the user's own message: sending implies having read. */
  OWN_MESSAGE,
  /** The position lies before everything that is still in state. */
  TOO_OLD,
  /** No event reached the position while the receipt waited. */
  NO_SUCH_MESSAGE,
  /** Too many receipts of this user, or of users who are no members, wait already. */
  TOO_MANY_PENDING
}
