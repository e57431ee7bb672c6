package io.parley.ingest.operator;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.decode.RecordCheck;
import io.parley.ingest.domain.Identifiers;
import io.parley.schemas.command.ConversationCommand;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a command must have before anybody can answer it: the right partition, and ids that an ack
 * can repeat. A command that lacks it is a dead letter; every other fault is answered.
 */
final class CommandEnvelope {

  private CommandEnvelope() {}

  static RecordCheck<ConversationCommand> check() {
    return RecordCheck.keyIs(ConversationCommand::getConversationId)
        .and((source, command) -> refuseIdentifiers(command));
  }

  private static Optional<DeadLetterReason> refuseIdentifiers(ConversationCommand command) {
    boolean valid =
        Stream.of(
                command.getConversationId(),
                command.getSenderId(),
                command.getDeviceId(),
                command.getGatewayId(),
                command.getClientMessageId())
            .allMatch(Identifiers::isValid);
    return valid ? Optional.empty() : Optional.of(DeadLetterReason.INVALID_IDENTIFIER);
  }
}
