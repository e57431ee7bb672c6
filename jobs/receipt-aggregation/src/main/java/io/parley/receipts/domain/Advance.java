package io.parley.receipts.domain;

/**
 * How far a receipt or a message of one's own reaches.
 *
 * @param ordinal number of messages up to its position
 * @param read READ implies DELIVERED
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
