package io.parley.checker.ingest;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Digest;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.history.MessageColumns;
import io.parley.checker.history.MessageRow;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.event.ConversationEvent;

/**
 * Reads events, acks and rows into the accounts of their commands and the sightings of their
 * events. It reports violations that a single record or row shows.
 */
final class OutputReader {

  private final Findings findings;
  private final SortedRows accounts;
  private final SortedRows sightings;

  OutputReader(Findings findings, SortedRows accounts, SortedRows sightings) {
    this.findings = findings;
    this.accounts = accounts;
    this.sightings = sightings;
  }

  void read(IngestHistory history) {
    history.forEachEvent(
        seen -> seen.value().ifPresentOrElse(event -> add(seen, event), () -> reportForeign(seen)));
    history.forEachAck(
        seen -> seen.value().ifPresentOrElse(ack -> add(seen, ack), () -> reportForeign(seen)));
    history.forEachMessageRow(this::add);
  }

  private void reportForeign(Seen<?> seen) {
    findings.report(Violation.PHANTOM, seen.at(), "not a record of this topic's schema");
  }

  private void add(Seen<ConversationEvent> seen, ConversationEvent event) {
    long conversation = Digest.of(event.getConversationId());
    int partition = seen.at().partition();
    if (seen.committed()) {
      findings.count(Counts.EVENTS);
      accounts.add(
          new AccountEntry.Event(
                  event.getEventId(),
                  partition,
                  seen.at().offset(),
                  event.getCommandAppendedAt(),
                  conversation)
              .row(
                  Digest.ofCommand(
                      event.getConversationId(), event.getSenderId(), event.getClientMessageId())));
    } else {
      findings.count(Counts.ABORTED_EVENTS);
    }
    RowDigests row = RowDigests.of(MessageColumns.of(event));
    sightings.add(
        new Sighting.Event(
                partition,
                seen.at().offset(),
                seen.committed(),
                seen.digest(),
                row.place(),
                row.content(),
                conversation,
                event.getSequence())
            .row(event.getEventId()));
    if (RowChange.isOne(event)) {
      sightings.add(new Sighting.Changed(RowChange.of(event)).row(event.getMessageId()));
    }
  }

  private void add(Seen<CommandAck> seen, CommandAck ack) {
    AccountEntry.Answer answer = answer(ack);
    if (seen.committed()) {
      findings.count(
          switch (answer) {
            case FIRST -> Counts.FIRST_ACKS;
            case DUPLICATE -> Counts.DUPLICATE_ACKS;
            case REJECTED, REJECTED_AGAIN -> Counts.REJECTED_ACKS;
          });
    }
    long eventId = ack.getEventId() == null ? 0 : ack.getEventId();
    AccountEntry.Ack entry =
        new AccountEntry.Ack(
            seen.at().partition(),
            seen.at().offset(),
            seen.committed(),
            answer,
            eventId,
            seen.digest(),
            seen.timestamp());
    accounts.add(
        entry.row(
            Digest.ofCommand(
                ack.getConversationId(), ack.getSenderId(), ack.getClientMessageId())));
    if (entry.sent() && eventId != 0) {
      long sequence = ack.getSequence() == null ? 0 : ack.getSequence();
      sightings.add(
          new Sighting.Ack(seen.at().partition(), seen.at().offset(), sequence).row(eventId));
    }
  }

  private static AccountEntry.Answer answer(CommandAck ack) {
    if (ack.getStatus() != AckStatus.SENT) {
      return ack.getDuplicate() || ack.getReason() == RejectionReason.ID_REUSED
          ? AccountEntry.Answer.REJECTED_AGAIN
          : AccountEntry.Answer.REJECTED;
    }
    return ack.getDuplicate() ? AccountEntry.Answer.DUPLICATE : AccountEntry.Answer.FIRST;
  }

  private void add(MessageRow row) {
    findings.count(Counts.ROWS);
    if (!row.isInItsBucket()) {
      findings.report(
          Violation.ROW_MISMATCH,
          where(row),
          "is in bucket " + row.bucket() + ", not that of its id");
    }
    if (!row.hasWriteTimesOfItsEvents()) {
      findings.report(
          Violation.WRONG_WRITETIME,
          where(row),
          "has WRITETIME %d, edit %d, deletion %d"
              .formatted(row.writeTimeMicros(), row.editTimeMicros(), row.deleteTimeMicros()));
    }
    accounts.add(
        new AccountEntry.Stored(row.eventId())
            .row(Digest.ofCommand(row.conversationId(), row.senderId(), row.clientMessageId())));
    sightings.add(new Sighting.Stored(RowDigests.of(row.columns())).row(row.eventId()));
  }

  private static String where(MessageRow row) {
    return "row of conversation %s with message_id %d, event_id %d"
        .formatted(row.conversationId(), row.messageId(), row.eventId());
  }
}
