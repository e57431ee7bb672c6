package io.parley.checker.conformance;

import java.util.Optional;

/**
 * The numbered rules of the contract page, {@code schemas/CONTRACT.md}, "What a gateway does". A
 * rule without a judge leaves no trace in the topics.
 */
public enum Rule {
  ONE_PROCESS(
      1,
      "A gateway_id belongs to one running process, and its incarnation rises",
      "Take the milliseconds of the process's start as incarnation, above the one before, and never"
          + " run two processes under one gateway_id.",
      null),
  START_ORDER(
      2,
      "UP before the first connection",
      "Write UP with the new incarnation, wait until Kafka has it, and only then accept"
          + " connections.",
      "whether the gateway went to the ends of its partitions before the first connection"),
  ALIVE(
      3,
      "ALIVE every 2 seconds, and DOWN as the last record",
      "Write ALIVE on a timer of its own, which no slow work holds up. After a silence longer than"
          + " the lease of 15 s, begin a new incarnation and announce all sessions again, each with"
          + " its epoch raised by one and without its subscriptions.",
      "whether an end without DOWN was a crash"),
  NO_TRANSACTIONS(
      4,
      "No transactions on chat.gateways, chat.sessions and chat.receipts",
      "Remove transactional.id from the producer.",
      null),
  CONNECTED(
      5,
      "CONNECTED bears the incarnation and an epoch that rises per device",
      "Take the milliseconds at which the connection was accepted as session_epoch, raise it by one"
          + " where the clock does not, and use the incarnation of the last UP.",
      null),
  DISCONNECTED(
      6,
      "DISCONNECTED and LOGGED_OUT name the session that ended",
      "Keep gateway, incarnation and epoch of each CONNECTED, and write the same in its"
          + " DISCONNECTED or LOGGED_OUT.",
      "whether a connection that has ended was reported"),
  STALE_DELIVERY(
      7,
      "A delivery for a session that the gateway does not hold is answered by DISCONNECTED",
      "Compare the delivery's session_epoch with the device's connection. If it differs, drop the"
          + " delivery and write DISCONNECTED with the epoch of the delivery.",
      null),
  AUTHENTICATED_SENDER(
      8,
      "A command bears the authenticated sender",
      "Take sender_id and device_id of a command from the login of the connection, never from what"
          + " the client sends.",
      "whether the login was right, and whether the producer waits for acks=all"),
  REPEAT_UNTIL_ACK(
      9,
      "A command is repeated, unchanged, until its ack",
      "Repeat the same record after 5 s, 10 s, ... 1 min until its ack comes, and never after it."
          + " Give a new command a new client_message_id.",
      "a repetition under a new client_message_id"),
  DIRECT_ONCE(10, "DIRECT: each event once per session", "", "what a device is handed"),
  ACKNOWLEDGE(
      11,
      "Each event that a device has is acknowledged",
      "Write a DELIVERED receipt with the event_id of the event (not its message_id) when the"
          + " device has confirmed it.",
      "whether the device had the event when it was acknowledged"),
  NOT_BEYOND_A_GAP(
      12,
      "Nothing is acknowledged that the device does not have",
      "Acknowledge the event_id of the last event without a gap before it. Never make up an id.",
      "a gap that the device has not filled, because it may have read the table"),
  ANSWER_AGAIN(
      13,
      "What is acknowledged already is answered by the last receipt again",
      "When a DIRECT or SYNC ends at or below the last acknowledged id, write that receipt again at"
          + " once.",
      null),
  SYNC(
      14,
      "A SYNC is acknowledged, at the latest after each page",
      "Read the rows above after_event_id up to up_to_event_id, hand them on, and write a receipt"
          + " after each page. If there is no row left, acknowledge up_to_event_id.",
      "how the table was read"),
  ONE_SYNC(15, "One SYNC per device and conversation", "", "how often a row was read"),
  NO_OVERTAKING(
      16,
      "No DIRECT is handed on while a SYNC is under way",
      "",
      "the order in which a device gets its events"),
  SUBSCRIBE(
      17,
      "A SYNC without up_to_event_id subscribes the session to BROADCASTs",
      "At a SYNC without up_to_event_id read to the end of the table, and hand all later BROADCASTs"
          + " of the conversation to the session.",
      null),
  BROADCAST(
      18,
      "A BROADCAST is acknowledged like a DIRECT",
      "Hand a BROADCAST to every subscribed session, and write each device's DELIVERED receipt,"
          + " until the user's LEAVE.",
      "whether a missed broadcast was read from the table"),
  UPDATES(
      19,
      "STATUS and CURSOR go to all connected devices of the user",
      "",
      "what a device is handed"),
  GATHER(
      20,
      "Receipts are gathered for up to 100 ms",
      "Keep the highest id per device, conversation and kind for 100 ms, and write that one only.",
      null),
  READ(21, "READ when the user has seen the message", "", "what the user has seen"),
  MEMBERS_ONLY(
      22,
      "Receipts only of members",
      "Write a receipt only for a conversation of which the user is a member.",
      null),
  BOUNDED(23, "What waits for a slow device is bounded", "", "the memory of the gateway"),
  SKIP_UNKNOWN(
      24,
      "What the gateway does not know is skipped",
      "",
      "how the gateway treats kinds of a later version"),
  RECORDS(
      25,
      "Each record has valid ids, the right key, and lies in the key's partition",
      "Use the key that the topic asks for as UTF-8, Kafka's murmur2 partitioner"
          + " (librdkafka: partitioner=murmur2_random), and ids of 1 to 64 characters of"
          + " A-Z a-z 0-9 . _ : @ -",
      "a command, session or receipt that cannot be decoded");

  private final int number;
  private final String duty;
  private final String remedy;
  private final String unseen;

  Rule(int number, String duty, String remedy, String unseen) {
    this.number = number;
    this.duty = duty;
    this.remedy = remedy;
    this.unseen = unseen;
  }

  /** The number on the contract page. */
  public int number() {
    return number;
  }

  /** The rule in a clause. */
  public String duty() {
    return duty;
  }

  /** What to change in a gateway that breaks the rule. Empty if no judge looks for it. */
  public String remedy() {
    return remedy;
  }

  /** Whether some breaches of the rule can be found in the topics. */
  public boolean isJudged() {
    return !remedy.isEmpty();
  }

  /** The part of the rule that leaves no trace in the topics. */
  public Optional<String> unseen() {
    return Optional.ofNullable(unseen);
  }
}
