package io.parley.benchmarks.bare;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.benchmarks.bare.BareLedger.Change;
import io.parley.benchmarks.bare.BareLedger.Cursor;
import io.parley.benchmarks.bare.BareLedger.Message;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the changes of a {@link BareLedger}: rows of {@code message_status}, {@code receipts},
 * {@code receipt_cursors} and {@code unread_counts}, and records for statuses and cursors. The rows
 * of one partition share a request. For one thread.
 */
final class ReceiptsRows implements BareLedger.Sink {

  private final Output output;
  private final RowWrites rows;
  private final RecordEncoder<MessageStatus> statuses;
  private final RecordEncoder<ReadCursor> cursors;
  private final PreparedStatement statusRow;
  private final PreparedStatement deliveredReceipt;
  private final PreparedStatement readReceipt;
  private final PreparedStatement bothCursors;
  private final PreparedStatement deliveredCursor;
  private final PreparedStatement readCursor;
  private final PreparedStatement unreadCount;

  ReceiptsRows(Codecs codecs, Output output, RowWrites rows) {
    this.output = output;
    this.rows = rows;
    statuses = codecs.encoder(MessageStatus.class, Topics.MESSAGE_STATUS);
    cursors = codecs.encoder(ReadCursor.class, Topics.READ_CURSORS);
    statusRow =
        rows.insert(
            "message_status",
            "conversation_id, bucket, message_id, sender_id, status, recipients, delivered_count,"
                + " read_count, version, updated_at");
    deliveredReceipt =
        rows.insert("receipts", "conversation_id, message_id, user_id, delivered_at");
    readReceipt =
        rows.insert("receipts", "conversation_id, message_id, user_id, delivered_at, read_at");
    bothCursors =
        rows.insert(
            "receipt_cursors",
            "conversation_id, user_id, delivered_up_to, delivered_at, read_up_to, read_at");
    deliveredCursor =
        rows.insert("receipt_cursors", "conversation_id, user_id, delivered_up_to, delivered_at");
    readCursor = rows.insert("receipt_cursors", "conversation_id, user_id, read_up_to, read_at");
    unreadCount =
        rows.insert("unread_counts", "user_id, conversation_id, unread_count, version, updated_at");
  }

  @Override
  public void messages(BareLedger of, List<Message> messages) throws Exception {
    Map<Integer, List<BoundStatement>> byPartition = new TreeMap<>();
    for (Message message : messages) {
      if (message.statusChanged) {
        MessageStatus status = status(of, message);
        byPartition
            .computeIfAbsent(MessageBucket.of(message.id), bucket -> new ArrayList<>())
            .add(row(status));
        output.send(Topics.MESSAGE_STATUS, of.id, statuses.encode(status));
      }
      var unused =
          rows.write(message.changed.stream().map(user -> receipt(of, message, user)).toList());
    }
    for (List<BoundStatement> together : byPartition.values()) {
      var unused = rows.write(together);
    }
  }

  private static MessageStatus status(BareLedger of, Message message) {
    return new MessageStatus(
        of.id,
        message.id,
        message.sender,
        statusOf(of, message),
        of.recipients(),
        message.deliveredAt.size(),
        message.readAt.size(),
        message.version,
        message.createdAt);
  }

  static DeliveryStatus statusOf(BareLedger of, Message message) {
    if (message.readAt.size() == of.recipients()) {
      return DeliveryStatus.READ;
    }
    return message.deliveredAt.size() == of.recipients()
        ? DeliveryStatus.DELIVERED
        : DeliveryStatus.SENT;
  }

  private BoundStatement row(MessageStatus status) {
    return statusRow.bind(
        status.getConversationId(),
        MessageBucket.of(status.getMessageId()),
        status.getMessageId(),
        status.getSenderId(),
        status.getStatus().name(),
        status.getRecipients(),
        status.getDeliveredCount(),
        status.getReadCount(),
        status.getVersion(),
        Instant.ofEpochMilli(status.getUpdatedAt()),
        micros(status.getUpdatedAt(), status.getVersion()));
  }

  private BoundStatement receipt(BareLedger of, Message message, String user) {
    Instant deliveredAt = Instant.ofEpochMilli(message.deliveredAt.get(user));
    Long readAt = message.readAt.get(user);
    return readAt == null
        ? deliveredReceipt.bind(
            of.id, message.id, user, deliveredAt, micros(message.createdAt, message.version))
        : readReceipt.bind(
            of.id,
            message.id,
            user,
            deliveredAt,
            Instant.ofEpochMilli(readAt),
            micros(message.createdAt, message.version));
  }

  @Override
  public void cursors(BareLedger of, List<Change> changes) throws Exception {
    List<BoundStatement> together = new ArrayList<>();
    for (Change change : changes) {
      add(of, change, together);
    }
    if (!together.isEmpty()) {
      var unused = rows.write(together);
    }
    for (Change change : changes) {
      if (change.rowOfUnread()) {
        var unused =
            rows.write(
                List.of(
                    unreadCount.bind(
                        change.member().user,
                        of.id,
                        change.unread(),
                        change.version(),
                        Instant.ofEpochMilli(change.updatedAt()),
                        change.version())));
      }
      if (change.published()) {
        publish(of, change);
      }
    }
  }

  private void publish(BareLedger of, Change change) throws RegistryUnavailableException {
    output.send(
        Topics.READ_CURSORS,
        of.id + "/" + change.member().user,
        cursors.encode(
            new ReadCursor(
                of.id,
                change.member().user,
                change.member().delivered.id,
                change.member().read.id,
                change.unread(),
                change.version(),
                change.updatedAt())));
  }

  private void add(BareLedger of, Change change, List<BoundStatement> to) {
    String user = change.member().user;
    Cursor delivered = change.member().delivered;
    Cursor read = change.member().read;
    if (change.movedAsOne()) {
      to.add(
          bothCursors.bind(
              of.id, user, delivered.id, at(delivered), read.id, at(read), version(read)));
      return;
    }
    if (change.delivered()) {
      to.add(deliveredCursor.bind(of.id, user, delivered.id, at(delivered), version(delivered)));
    }
    if (change.read()) {
      to.add(readCursor.bind(of.id, user, read.id, at(read), version(read)));
    }
  }

  private static Instant at(Cursor cursor) {
    return Instant.ofEpochMilli(cursor.at);
  }

  private static long version(Cursor cursor) {
    return micros(cursor.at, cursor.ordinal);
  }

  private static long micros(long millis, long more) {
    return millis * 1_000 + more;
  }

  void await() throws Exception {
    rows.await();
  }
}
