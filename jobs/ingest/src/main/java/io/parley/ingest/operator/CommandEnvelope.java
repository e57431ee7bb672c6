package io.parley.ingest.operator;

import io.parley.common.decode.RecordCheck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;

/**
 * The check of the parts that a command must have before it can be answered: the right partition,
 * and ids that an ack can repeat. A command without them is a dead letter. Every other fault gets
 * an ack.
 */
final class CommandEnvelope {

  private CommandEnvelope() {}

  static RecordCheck<ConversationCommand> check() {
    return RecordCheck.contract(TopicCatalogue.load().topic(Topics.COMMANDS));
  }
}
