package io.parley.ingest.domain;

import static io.parley.ingest.domain.RejectedException.require;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.id.MessageBucket;
import io.parley.schemas.id.Snowflake;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decides the outcome of a command. It is a pure function of the conversation's state and of the
 * command with its id.
 *
 * <p>It reads no clock, draws no random number and asks no other system. Time is the time in the
 * command's id, which comes from Kafka. A decision that depends on anything else breaks the
 * guarantee that a replay emits the same events (G6). Consumers that read without waiting for
 * commits would then no longer get every event exactly once.
 *
 * <p>Repetitions are recognised before any rule is applied. A user who sent a message and then left
 * still gets the same answer to the same command. Refusals are remembered like acceptances. A
 * producer may append a command twice, and a change between the two copies must not turn a failure
 * that the sender was told about into a message.
 *
 * <p>No event has an id at or below that of the event before it. The partition of a conversation
 * gives rising ids, so a lower id means that the command came by another partition than the
 * commands before it. It is refused as OUT_OF_ORDER. Otherwise every reader would take an event
 * with a lower id for a repetition, and would lose it.
 */
public final class ConversationDecider {

  private final long dedupHorizonMillis;
  private final Duration segmentSpan;
  private final MessageRules messages;
  private final MemberRules members;

  public ConversationDecider(DecisionLimits limits) {
    this.dedupHorizonMillis = limits.dedupHorizon().toMillis();
    this.segmentSpan = limits.logSegmentSpan();
    this.messages = new MessageRules(limits);
    this.members = new MemberRules(limits);
  }

  /**
   * Decides one command. Reads {@code state} and leaves it as it is: {@link StateTransition}
   * applies the decision.
   */
  public Decision decide(ConversationState state, NumberedCommand numbered) {
    Object payload = numbered.command().getPayload();
    long fingerprint =
        payload instanceof SpecificRecord known
            ? PayloadFingerprint.of(known)
            : PayloadFingerprint.OF_UNKNOWN;
    Optional<Answer> first =
        state.answer(numbered.key()).filter(earlier -> isWithinDedupHorizon(numbered, earlier));
    if (first.isPresent()) {
      return first.get().isTo(fingerprint)
          ? new Decision.Repeated(first.get())
          : new Decision.IdReused(first.get());
    }
    ConversationHead head = state.head().orElse(ConversationHead.NONE);
    try {
      require(numbered.fault() == null, numbered.fault());
      require(isBehind(head.lastEventId(), numbered.id()), RejectionReason.OUT_OF_ORDER);
      return accept(numbered, fingerprint, applyRules(state, head, numbered, payload));
    } catch (RejectedException e) {
      Answer answer = Answer.refused(numbered.id(), fingerprint, e.reason());
      return new Decision.Refused(memory(numbered, head, answer, null));
    }
  }

  private boolean isWithinDedupHorizon(NumberedCommand numbered, Answer first) {
    return numbered.time() - Snowflake.unixMillis(first.commandId()) <= dedupHorizonMillis;
  }

  /**
   * Whether the last event is behind the command, by its id and by the write timestamp that is made
   * of the id. Both must rise.
   */
  private static boolean isBehind(long lastEventId, long id) {
    return lastEventId == 0
        || (id > lastEventId
            && Snowflake.writeTimestampMicros(id) > Snowflake.writeTimestampMicros(lastEventId));
  }

  private Proposal applyRules(
      ConversationState state, ConversationHead head, NumberedCommand numbered, Object payload)
      throws RejectedException {
    if (payload instanceof SendMessage send) {
      return messages.send(state, head, numbered, send);
    }
    if (payload instanceof EditMessage edit) {
      return messages.edit(state, head, numbered, edit);
    }
    if (payload instanceof DeleteMessage delete) {
      return messages.delete(state, head, numbered, delete);
    }
    if (payload instanceof ChangeMembers change) {
      return members.change(state, head, numbered, change);
    }
    throw new RejectedException(RejectionReason.UNSUPPORTED);
  }

  private Decision accept(NumberedCommand numbered, long fingerprint, Proposal proposal) {
    long id = numbered.id();
    int bucket = MessageBucket.of(id);
    ConversationHead head = proposal.head().next(id, bucket);
    ConversationCommand command = numbered.command();
    ConversationEvent event =
        ConversationEvent.newBuilder()
            .setEventId(id)
            .setSequence(head.sequence())
            .setConversationId(command.getConversationId())
            .setMessageId(proposal.messageId())
            .setSenderId(command.getSenderId())
            .setDeviceId(command.getDeviceId())
            .setClientMessageId(command.getClientMessageId())
            .setCreatedAt(numbered.time())
            .setCommandAppendedAt(numbered.appendedAt())
            .setPayload(proposal.payload())
            .build();
    Answer answer = new Answer(id, fingerprint, proposal.messageId(), head.sequence(), null);
    return new Decision.Accepted(
        event,
        memory(numbered, head, answer, MessageFacts.of(event)),
        bucket > proposal.head().lastBucket());
  }

  private Memory memory(
      NumberedCommand numbered, ConversationHead head, Answer answer, MessageFacts facts) {
    LogIndex log = head.log();
    return new Memory(
        head.withLog(log.append(numbered.id(), segmentSpan)),
        answer,
        new LogEntry(log.newestId(), numbered.key(), facts));
  }
}
