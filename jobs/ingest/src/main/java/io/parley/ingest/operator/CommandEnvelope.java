package io.parley.ingest.operator;

import io.parley.common.decode.RecordCheck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;

/**
 * What a command must have before anybody can answer it: the right partition, and ids that an ack
 * can repeat. A command that lacks it is a dead letter; every other fault is answered.
 */
final class CommandEnvelope {

  private CommandEnvelope() {}

  static RecordCheck<ConversationCommand> check() {
    return RecordCheck.contract(TopicCatalogue.load().topic(Topics.COMMANDS));
  }
}
