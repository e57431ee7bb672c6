package io.parley.ingest.domain;

import io.parley.schemas.ack.RejectionReason;

/**
 * What a command was answered when it first came: enough to answer it in the same way again.
 *
 * @param commandId the id that the command got; the event's id if it became one. The time in it
 *     starts the dedup horizon
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
   * UNSUPPORTED may read differently after an upgrade and is the same all the same.
   */
  boolean isTo(long payloadFingerprint) {
    return fingerprint == payloadFingerprint || reason == RejectionReason.UNSUPPORTED;
  }
}
