package io.parley.simulation;

import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.DeliveryHistory;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.ReceiptHistory;
import io.parley.checker.history.Seen;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the checker sees of a world. */
record WorldHistory(World world) implements IngestHistory, DeliveryHistory, ReceiptHistory {

  @Override
  public long endedAt() {
    return world.now;
  }

  @Override
  public void forEachCommand(Consumer<Seen<ConversationCommand>> reader) {
    world.commands.forEach(reader);
  }

  @Override
  public void forEachEvent(Consumer<Seen<ConversationEvent>> reader) {
    world.events.forEach(reader);
  }

  @Override
  public void forEachAck(Consumer<Seen<CommandAck>> reader) {
    world.acks.forEach(reader);
  }

  @Override
  public void forEachDeadLetter(Consumer<Seen<DeadLetter>> reader) {
    // No step writes a record that a job has to refuse.
  }

  @Override
  public void forEachMessageRow(Consumer<MessageRow> reader) {
    world.database.forEachMessageRow(reader);
  }

  @Override
  public void forEachGateway(Consumer<Seen<GatewayEvent>> reader) {
    world.gatewayEvents.forEach(reader);
  }

  @Override
  public void forEachSession(Consumer<Seen<SessionEvent>> reader) {
    world.sessions.forEach(reader);
  }

  @Override
  public void forEachReceipt(Consumer<Seen<Receipt>> reader) {
    world.receipts.forEach(reader);
  }

  @Override
  public void forEachStatus(Consumer<Seen<MessageStatus>> reader) {
    world.statuses.forEach(reader);
  }

  @Override
  public void forEachCursor(Consumer<Seen<ReadCursor>> reader) {
    world.cursors.forEach(reader);
  }

  @Override
  public void forEachDelivery(Consumer<Seen<Delivery>> reader) {
    world.deliveries.forEach(reader);
  }

  @Override
  public void forEachPush(Consumer<Seen<PushRequest>> reader) {
    world.pushes.forEach(reader);
  }

  @Override
  public void forEachStatusRow(Consumer<MessageStatus> reader) {
    world.database.forEachCell(
        "status", MessageStatus.class, (key, status) -> reader.accept(status));
  }

  @Override
  public void forEachCursorRow(Consumer<CursorRow> reader) {
    TreeMap<String, CursorRow> rows = new TreeMap<>();
    world.database.forEachCell(
        "delivered",
        Long.class,
        (key, upTo) -> rows.put(key, new CursorRow(conversation(key), user(key), upTo, 0)));
    world.database.forEachCell(
        "read",
        Long.class,
        (key, upTo) ->
            rows.merge(
                key,
                new CursorRow(conversation(key), user(key), 0, upTo),
                (delivered, read) ->
                    new CursorRow(
                        delivered.conversationId(),
                        delivered.userId(),
                        delivered.deliveredUpTo(),
                        read.readUpTo())));
    rows.values().forEach(reader);
  }

  @Override
  public void forEachUnreadRow(Consumer<UnreadRow> reader) {
    world.database.forEachCell(
        "unread",
        Integer.class,
        (key, unread) ->
            reader.accept(
                new UnreadRow(
                    conversation(key),
                    user(key),
                    unread,
                    world.database.timestamp("unread " + key))));
  }

  @Override
  public void forEachReceiptRow(Consumer<ReceiptRow> reader) {
    world.database.forEachCell("receipt", ReceiptRow.class, (key, row) -> reader.accept(row));
  }

  private static String conversation(String key) {
    return key.substring(0, key.indexOf('/'));
  }

  private static String user(String key) {
    return key.substring(key.indexOf('/') + 1);
  }
}
