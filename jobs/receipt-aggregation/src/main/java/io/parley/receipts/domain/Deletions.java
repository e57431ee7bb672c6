package io.parley.receipts.domain;

import io.parley.common.memory.Cell;
import java.util.Arrays;

/**
 * The ordinals of deleted messages of one conversation. Deleted messages do not count as unread.
 *
 * <p>A deleted message that leaves the state is forgotten here too if all have read it. Otherwise
 * its ordinal stays, for the members who have not read past it. Beyond {@value #MOST} ordinals the
 * oldest are dropped.
 */
final class Deletions {

  static final int MOST = 10_000;

  private final Conversation head;
  private final Cell<byte[]> cell;
  private long[] ordinals;
  private boolean changed;

  Deletions(Conversation head, Cell<byte[]> cell) {
    this.head = head;
    this.cell = cell;
  }

  /** Adds a message. Returns false if it is deleted already. */
  boolean add(long ordinal) {
    long[] known = ordinals();
    int found = Arrays.binarySearch(known, ordinal);
    if (found >= 0) {
      return false;
    }
    int at = -found - 1;
    long[] more = new long[known.length + 1];
    System.arraycopy(known, 0, more, 0, at);
    more[at] = ordinal;
    System.arraycopy(known, at, more, at + 1, known.length - at);
    set(more.length > MOST ? Arrays.copyOfRange(more, 1, more.length) : more);
    return true;
  }

  /** Forgets a message that leaves the state and that nobody has unread. */
  void forget(long ordinal) {
    if (head.deletions > 0) {
      int found = Arrays.binarySearch(ordinals(), ordinal);
      if (found >= 0) {
        long[] fewer = new long[ordinals.length - 1];
        System.arraycopy(ordinals, 0, fewer, 0, found);
        System.arraycopy(ordinals, found + 1, fewer, found, fewer.length - found);
        set(fewer);
      }
    }
  }

  /** The number of deleted messages after an ordinal. */
  int after(long ordinal) {
    if (head.deletions == 0) {
      return 0;
    }
    int found = Arrays.binarySearch(ordinals(), ordinal);
    return ordinals.length - (found >= 0 ? found + 1 : -found - 1);
  }

  private long[] ordinals() {
    if (ordinals == null) {
      byte[] packed = head.deletions == 0 ? null : cell.get();
      ordinals = packed == null ? new long[0] : unpack(new PackedReader(packed));
    }
    return ordinals;
  }

  private void set(long[] others) {
    ordinals = others;
    head.deletions = others.length;
    changed = true;
  }

  /** Writes the ordinals, if they have changed. */
  void save() {
    if (changed) {
      cell.set(ordinals.length == 0 ? null : pack(ordinals));
      changed = false;
    }
  }

  private static byte[] pack(long[] ordinals) {
    PackedWriter out = new PackedWriter().number(ordinals.length);
    long last = 0;
    for (long ordinal : ordinals) {
      out.number(ordinal - last);
      last = ordinal;
    }
    return out.toBytes();
  }

  private static long[] unpack(PackedReader in) {
    long[] ordinals = new long[in.count()];
    long last = 0;
    for (int i = 0; i < ordinals.length; i++) {
      last += in.number();
      ordinals[i] = last;
    }
    return ordinals;
  }
}
