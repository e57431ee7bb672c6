package io.parley.ingest.domain;

/**
 * An entry of a conversation's log: one remembered command, under the command's id.
 *
 * @param previousId the command before it in the log; 0 for the first. The sweep follows these ids
 * @param commandKey the key of the {@link Answer} to the command
 * @param facts of the message that the command created; null if it created no message
 */
public record LogEntry(long previousId, String commandKey, MessageFacts facts) {

  LogEntry withFacts(MessageFacts newFacts) {
    return new LogEntry(previousId, commandKey, newFacts);
  }
}
