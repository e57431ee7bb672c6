package io.parley.ingest.domain;

import io.parley.schemas.ack.RejectionReason;

/**
 * The answer to a command when it first came, with all that is needed to repeat the answer.
 *
 * @param commandId the id that the command got, which is the event's id if the command became one.
 *     The time in it starts the dedup horizon
 * @param fingerprint of its payload, see {@link PayloadFingerprint}
 * @param messageId the message it created or changed; 0 if it was refused
 * @param sequence the sequence of its event; 0 if it was refused
 * @param reason why it was refused; null if it was accepted
 */
public record Answer(
    long commandId, long fingerprint, long messageId, long sequence, RejectionReason reason) {

  static Answer refused(long commandId, long fingerprint, RejectionReason reason) {
    return new Answer(commandId, fingerprint, 0, 0, reason);
  }

  public boolean isAccepted() {
    return reason == null;
  }

  /**
   * Whether a command with this payload is the same command. A command that was refused as
   * UNSUPPORTED counts as the same in any case, because its payload may be decoded differently
   * after an upgrade.
   */
  boolean isTo(long payloadFingerprint) {
    return fingerprint == payloadFingerprint || reason == RejectionReason.UNSUPPORTED;
  }
}
