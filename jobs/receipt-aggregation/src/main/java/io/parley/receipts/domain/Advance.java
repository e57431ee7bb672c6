package io.parley.receipts.domain;

/**
 * The reach of a receipt, or of a message that the user has sent.
 *
 * @param ordinal number of messages up to its position
 * @param read whether it counts as READ, which implies DELIVERED
 * @param at its time, milliseconds since 1970
 */
record Advance(String userId, long ordinal, boolean read, long at) {

  void pack(PackedWriter out) {
    out.text(userId).number(ordinal).flag(read).number(at);
  }

  static Advance unpack(PackedReader in) {
    return new Advance(in.text(), in.number(), in.flag(), in.number());
  }
}
