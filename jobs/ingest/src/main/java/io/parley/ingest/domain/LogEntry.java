package io.parley.ingest.domain;

/**
 * What the state remembers of one command for a while, under the command's id.
 *
 * @param previousId the command before it in the log; 0 if there was none. The sweep walks along
 *     these
 * @param commandKey names the {@link Answer} to the command
 * @param facts of the message that the command created; null if it created none
 */
public record LogEntry(long previousId, String commandKey, MessageFacts facts) {

  LogEntry withFacts(MessageFacts newFacts) {
    return new LogEntry(previousId, commandKey, newFacts);
  }
}
