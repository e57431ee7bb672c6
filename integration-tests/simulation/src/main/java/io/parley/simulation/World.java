package io.parley.simulation;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything of one run: the clock, the topics, the tables, the three tasks, the gateways and the
 * phones. {@link Steps} changes it.
 */
final class World {

  /** 2026-01-01T00:00:00Z. */
  static final long START = 1_767_225_600_000L;

  final Log<ConversationCommand> commands = new Log<>(Topics.COMMANDS, 2);
  final Log<ConversationEvent> events = new Log<>(Topics.EVENTS, 2);
  final Log<CommandAck> acks = new Log<>(Topics.ACKS, 1);
  final Log<GatewayEvent> gatewayEvents = new Log<>(Topics.GATEWAYS, 1);
  final Log<SessionEvent> sessions = new Log<>(Topics.SESSIONS, 1);
  final Log<Delivery> deliveries = new Log<>(Topics.DELIVERIES, 1);
  final Log<PushRequest> pushes = new Log<>(Topics.PUSH, 1);
  final Log<Receipt> receipts = new Log<>(Topics.RECEIPTS, 1);
  final Log<MessageStatus> statuses = new Log<>(Topics.MESSAGE_STATUS, 1);
  final Log<ReadCursor> cursors = new Log<>(Topics.READ_CURSORS, 1);
  final List<Gateway> gateways = new ArrayList<>();
  final List<Phone> phones = new ArrayList<>();
  final Owed owed = new Owed();
  final Database database;
  final IngestTask ingest;
  final RoutingTask routing;
  final ReceiptsTask receiptAggregation;

  /** How far the clock of each partition's broker is off, in milliseconds. */
  private final long[] commandClocks = new long[2];

  /** Whether an event that cancels notifications was published or routed long after its command. */
  boolean cancellationWasLate;

  long now = START;

  /**
   * The longest time that a record has waited for a task to read it, or what is due for routing to
   * do it, or that a command seems to have waited because a broker's clock was behind, in
   * milliseconds. For an event it counts from its command.
   */
  long longestDelay;

  /** The longest time that something waited to be read, and then again to be due and be done. */
  long longestChain;

  /** The longest time from the writing of a receipt until routing read it, in milliseconds. */
  long longestUnreadReceipt;

  private long waitedSinceAction;
  private long waitedBeforeAction;
  private final PlantedFault fault;
  private final List<Runnable> lateRows = new ArrayList<>();

  /**
   * @param fault a planted fault, or null
   */
  World(PlantedFault fault) {
    this.fault = fault;
    database = new Database(fault == PlantedFault.TABLE_KEEPS_THE_LAST);
    ingest = new IngestTask(this);
    routing = new RoutingTask(this);
    receiptAggregation = new ReceiptsTask(this);
  }

  boolean has(PlantedFault planted) {
    return fault == planted;
  }

  Phone phone(String user, String device) {
    return phones.stream()
        .filter(phone -> phone.user.equals(user) && phone.device.equals(device))
        .findFirst()
        .orElseThrow();
  }

  /** A write that has left a task which has crashed since. */
  void late(Runnable write) {
    lateRows.add(write);
  }

  void lateRowArrives(int choice) {
    if (!lateRows.isEmpty()) {
      lateRows.remove(choice % lateRows.size()).run();
    }
  }

  boolean hasLateRows() {
    return !lateRows.isEmpty();
  }

  void setCommandClock(int partition, long offBy) {
    commandClocks[partition] = offBy;
  }

  /**
   * The append time of a command that is written now. If the broker's clock is behind, the command
   * seems to have waited. A clock that dates no command has no effect.
   */
  long appendTime(int partition) {
    longestDelay = Math.max(longestDelay, -commandClocks[partition]);
    return now + commandClocks[partition];
  }

  /** What is of this time has waited until now. */
  void waited(long at) {
    longestDelay = Math.max(longestDelay, now - at);
    waitedSinceAction = Math.max(waitedSinceAction, now - at);
  }

  /** Routing does what is due, for the first time since it has done what was due at this time. */
  void acts(long actedUpTo) {
    longestDelay = Math.max(longestDelay, now - actedUpTo);
    longestChain = Math.max(longestChain, waitedBeforeAction + now - actedUpTo);
    waitedBeforeAction = waitedSinceAction;
    waitedSinceAction = 0;
  }

  /** An event is about to become visible in its topic. */
  void published(ConversationEvent event) {
    long since = Snowflake.unixMillis(event.getEventId());
    waited(since);
    noteCancellation(event);
    requireStored(event.getConversationId(), event.getEventId());
    owed.add(event);
  }

  /** An event that cancels notifications has been published, or routing has read it. */
  void noteCancellation(ConversationEvent event) {
    cancellationWasLate |= cancels(event) && now - Snowflake.unixMillis(event.getEventId()) > 1_000;
  }

  /** Whether a message is deleted or somebody leaves. */
  private static boolean cancels(ConversationEvent event) {
    return event.getPayload() instanceof MessageDeleted
        || (event.getPayload() instanceof MembersChanged changed
            && changed.getChanges().stream().anyMatch(c -> c.getAction() == MemberAction.LEAVE));
  }

  /**
   * @throws BrokenPromiseException if the row of an event cannot be read
   */
  void requireStored(String conversation, long event) {
    if (!database.has(conversation, event)) {
      throw new BrokenPromiseException(
          "G1: event %d of %s is visible before its row".formatted(event, conversation));
    }
  }

  /**
   * @param before an event id; exclusive
   * @throws BrokenPromiseException if a phone misses an event in front of it
   */
  void requireNothingOwed(Phone phone, String conversation, long before, String what) {
    long missed =
        owed.firstOwed(conversation, phone.user, phone.device, phone.had(conversation), before);
    if (missed != 0) {
      throw new BrokenPromiseException(
          "G9: %s of %s gets %s up to %d of %s, and event %d is left out"
              .formatted(phone.device, phone.user, what, before, conversation, missed));
    }
  }
}
