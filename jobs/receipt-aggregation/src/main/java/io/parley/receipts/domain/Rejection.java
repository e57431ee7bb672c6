package io.parley.receipts.domain;

/** The reason why a receipt changed nothing. The names are values of a metric's label. */
public enum Rejection {
  /** The user was not a member of the conversation at the position named. */
  NOT_A_MEMBER,
  /** The user is unknown. They may be a member, because events of the conversation were lost. */
  MEMBERS_LOST,
  /** The position is the user's own message, and sending a message marks it as read. */
  OWN_MESSAGE,
  /** The position lies before everything that is still in state. */
  TOO_OLD,
  /** No event reached the position while the receipt waited. */
  NO_SUCH_MESSAGE,
  /** Too many receipts of this user, or of users who are not members, wait already. */
  TOO_MANY_PENDING
}
