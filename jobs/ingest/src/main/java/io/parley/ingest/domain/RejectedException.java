package io.parley.ingest.domain;

import io.parley.schemas.ack.RejectionReason;

/**
 * Leaves the rules with a reason. Caught by {@link ConversationDecider}, never beyond; without a
 * stack trace, since a refusal is an everyday answer and must cost no more than another.
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
