package io.parley.ingest.domain;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decides what becomes of a command: a pure function of the conversation's state and the command
 * with its id.
 *
 * <p>It reads no clock, draws no random number and asks no other system. Time is the time in the
 * command's id, which Kafka gave it. Whatever would make a decision depend on anything else breaks
 * the promise that a replay emits the same events (G6), and with it exactly-once for everyone who
 * reads without waiting for commits.
 *
 * <p>Repetitions are recognised before any rule is applied: somebody who sent a message and then
 * left still gets the same answer to the same command.
 */
public final class ConversationDecider {

  private final long dedupHorizonMillis;
  private final MessageRules messages;
  private final MemberRules members;

  public ConversationDecider(DecisionLimits limits) {
    this.dedupHorizonMillis = limits.dedupHorizon().toMillis();
    this.messages = new MessageRules(limits);
    this.members = new MemberRules(limits);
  }

  /**
   * Decides one command. Reads {@code state} and leaves it as it is: {@link StateTransition}
   * applies what was accepted.
   */
  public Decision decide(ConversationState state, NumberedCommand numbered) {
    if (!(numbered.command().getPayload() instanceof SpecificRecord payload)) {
      return new Decision.Rejected(RejectionReason.UNSUPPORTED);
    }
    long fingerprint = PayloadFingerprint.of(payload);
    Optional<FirstTime> first =
        state.firstTime(numbered.key()).filter(earlier -> isWithinDedupHorizon(numbered, earlier));
    if (first.isPresent()) {
      return first.get().fingerprint() == fingerprint
          ? new Decision.Duplicate(first.get())
          : new Decision.Rejected(RejectionReason.ID_REUSED);
    }
    try {
      return accept(numbered, fingerprint, applyRules(state, numbered, payload));
    } catch (RejectedException e) {
      return new Decision.Rejected(e.reason());
    }
  }

  private boolean isWithinDedupHorizon(NumberedCommand numbered, FirstTime first) {
    return numbered.time() - Snowflake.unixMillis(first.eventId()) <= dedupHorizonMillis;
  }

  private PendingEvent applyRules(
      ConversationState state, NumberedCommand numbered, SpecificRecord payload)
      throws RejectedException {
    if (payload instanceof SendMessage send) {
      return messages.send(state, numbered, send);
    }
    if (payload instanceof EditMessage edit) {
      return messages.edit(state, numbered, edit);
    }
    if (payload instanceof DeleteMessage delete) {
      return messages.delete(state, numbered, delete);
    }
    if (payload instanceof ChangeMembers change) {
      return members.change(state, numbered, change);
    }
    throw new RejectedException(RejectionReason.UNSUPPORTED);
  }

  private static Decision accept(NumberedCommand numbered, long fingerprint, PendingEvent pending) {
    int bucket = MessageBucket.of(pending.messageId());
    ConversationHead head = pending.head().next(bucket);
    ConversationCommand command = numbered.command();
    ConversationEvent event =
        ConversationEvent.newBuilder()
            .setEventId(numbered.id())
            .setSequence(head.sequence())
            .setConversationId(command.getConversationId())
            .setMessageId(pending.messageId())
            .setSenderId(command.getSenderId())
            .setDeviceId(command.getDeviceId())
            .setClientMessageId(command.getClientMessageId())
            .setCreatedAt(numbered.time())
            .setCommandAppendedAt(numbered.appendedAt())
            .setPayload(pending.payload())
            .build();
    FirstTime first = new FirstTime(fingerprint, pending.messageId(), numbered.id());
    return new Decision.Accepted(event, head, first, bucket > pending.head().lastBucket());
  }
}
