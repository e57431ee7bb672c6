package io.parley.simulation;

import io.parley.receipts.domain.LedgerObserver;
import io.parley.receipts.domain.Rejection;
import io.parley.schemas.conversation.ConversationKind;

/** Fails when the ledger believes that events were lost, and passes over everything else. */
final class SilentObserver implements LedgerObserver {

  static final SilentObserver INSTANCE = new SilentObserver();

  private SilentObserver() {}

  @Override
  public void accepted(boolean read) {}

  @Override
  public void rejected(Rejection reason) {}

  @Override
  public void eventsLost(long count) {
    throw new BrokenPromiseException(
        "G2: receipts miss %d events of a conversation".formatted(count));
  }

  @Override
  public void membersLost() {
    throw new BrokenPromiseException("G13: receipts do not know the members of a conversation");
  }

  @Override
  public void replayedEvent() {}

  @Override
  public void sent(ConversationKind kind, long at) {}

  @Override
  public void passed(ConversationKind kind, boolean read, long at, long latencyMillis) {}

  @Override
  public void agedOut() {}
}
