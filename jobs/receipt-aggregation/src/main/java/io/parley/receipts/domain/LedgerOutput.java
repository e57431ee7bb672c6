package io.parley.receipts.domain;

import io.parley.schemas.status.MessageStatus;

/** Takes the changed rows of a flush. */
public interface LedgerOutput {

  /**
   * Takes a message's counts and status.
   *
   * @param eventTime of the newest change, milliseconds since 1970
   */
  void status(MessageStatus status, long eventTime);

  void cursor(CursorUpdate update);

  void receipt(ReceiptRow row);
}
