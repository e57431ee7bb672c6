package io.parley.ingest.domain;

import io.parley.schemas.ack.RejectionReason;

/**
 * A refusal by a rule, with its reason. {@link ConversationDecider} catches it, and it never leaves
 * the domain. It has no stack trace, because a refusal is ordinary and must cost no more than
 * another answer.
 */
final class RejectedException extends Exception {

  private final RejectionReason reason;

  RejectedException(RejectionReason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  RejectionReason reason() {
    return reason;
  }

  /** Refuses with {@code reason} unless the rule is kept. */
  static void require(boolean kept, RejectionReason reason) throws RejectedException {
    if (!kept) {
      throw new RejectedException(reason);
    }
  }
}
