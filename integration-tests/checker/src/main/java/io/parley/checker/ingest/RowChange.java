package io.parley.checker.ingest;

import io.parley.checker.history.MessageColumns;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The change that an edit or a deletion makes to the row of its message. An event of an aborted
 * transaction counts, too, because its rows were written before it was visible, and the same event
 * comes again.
 *
 * @param eventId the edit or deletion
 * @param deletion whether it is a deletion
 * @param set digest of the part that the event sets
 * @param emptied digest of the edit's part once a deletion has emptied it
 */
record RowChange(long eventId, boolean deletion, long set, long emptied) {

  private static final RowDigests EMPTIED =
      RowDigests.of(
          MessageColumns.changed(
              new TreeMap<>(), event(1, MessageDeleted.newBuilder().setAuthorId("").build())));

  static RowChange of(ConversationEvent event) {
    NavigableMap<String, Object> row = MessageColumns.changed(new TreeMap<>(), event);
    if (event.getPayload() instanceof MessageDeleted) {
      return new RowChange(event.getEventId(), true, RowDigests.of(row).deletion(), 0);
    }
    NavigableMap<String, Object> later =
        MessageColumns.changed(row, event(1, MessageDeleted.newBuilder().setAuthorId("").build()));
    return new RowChange(
        event.getEventId(), false, RowDigests.of(row).edit(), RowDigests.of(later).edit());
  }

  static boolean isOne(ConversationEvent event) {
    return event.getMessageId() != event.getEventId()
        && (event.getPayload() instanceof MessageDeleted
            || event.getPayload() instanceof MessageEdited);
  }

  /** The row after all changes, which may be given in any order. */
  static RowDigests apply(RowDigests sent, Iterable<RowChange> changes) {
    RowChange edit = null;
    RowChange deletion = null;
    for (RowChange change : changes) {
      if (change.deletion) {
        deletion = newer(deletion, change);
      } else {
        edit = newer(edit, change);
      }
    }
    if (deletion == null) {
      return edit == null
          ? sent
          : new RowDigests(sent.place(), sent.content(), edit.set, sent.deletion());
    }
    return new RowDigests(
        sent.place(),
        EMPTIED.content(),
        edit == null ? EMPTIED.edit() : edit.emptied,
        deletion.set);
  }

  private static RowChange newer(RowChange one, RowChange other) {
    return one == null || other.eventId > one.eventId ? other : one;
  }

  private static ConversationEvent event(long id, Object payload) {
    return ConversationEvent.newBuilder()
        .setEventId(id)
        .setSequence(0)
        .setConversationId("")
        .setMessageId(id)
        .setSenderId("")
        .setDeviceId("")
        .setClientMessageId("")
        .setCreatedAt(0)
        .setCommandAppendedAt(0)
        .setPayload(payload)
        .build();
  }
}
