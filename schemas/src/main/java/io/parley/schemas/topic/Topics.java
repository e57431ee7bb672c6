package io.parley.schemas.topic;

/** The names of the topics in the catalogue. */
public final class Topics {

  public static final String COMMANDS = "chat.commands";
  public static final String EVENTS = "chat.events";
  public static final String ACKS = "chat.acks";
  public static final String GATEWAYS = "chat.gateways";
  public static final String SESSIONS = "chat.sessions";
  public static final String DELIVERIES = "chat.deliveries";
  public static final String PUSH = "chat.push";
  public static final String RECEIPTS = "chat.receipts";
  public static final String MESSAGE_STATUS = "chat.message-status";
  public static final String READ_CURSORS = "chat.read-cursors";
  public static final String RECEIPT_STATS = "chat.receipt-stats";
  public static final String DEAD_LETTERS = "chat.dead-letters";

  private Topics() {}
}
