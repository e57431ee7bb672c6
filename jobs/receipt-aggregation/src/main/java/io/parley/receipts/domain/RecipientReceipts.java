package io.parley.receipts.domain;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The earliest known times at which each recipient of a message got it and read it. They are kept
 * as bytes, with one entry of fixed size per recipient, and are read and changed in place. So a
 * look at one recipient decodes no other.
 */
final class RecipientReceipts {

  /**
   * The size of an entry: member number (4 bytes), whether the row is behind (1), delivered and
   * read (6 each).
   */
  private static final int ENTRY = 17;

  private static final int CHANGED = 4;
  private static final int DELIVERED = 5;
  private static final int READ = 11;

  private byte[] entries;
  private int length;

  RecipientReceipts(byte[] entries) {
    this.entries = entries;
    this.length = entries.length;
  }

  /** The entry of a member, or -1. */
  int find(int number) {
    for (int entry = 0; entry < length; entry += ENTRY) {
      if (get(entry, 4) == number) {
        return entry;
      }
    }
    return -1;
  }

  /** The entry of a member. A missing entry is added. */
  int findOrAdd(int number) {
    int entry = find(number);
    if (entry >= 0) {
      return entry;
    }
    if (length == entries.length) {
      entries = Arrays.copyOf(entries, Math.max(ENTRY, 2 * length));
    }
    entry = length;
    length += ENTRY;
    set(entry, 4, number);
    return entry;
  }

  int number(int entry) {
    return (int) get(entry, 4);
  }

  /** Milliseconds since 1970, 0 for not yet. */
  long deliveredAt(int entry) {
    return get(entry + DELIVERED, 6);
  }

  long readAt(int entry) {
    return get(entry + READ, 6);
  }

  long at(int entry, boolean read) {
    return read ? readAt(entry) : deliveredAt(entry);
  }

  void set(int entry, boolean read, long at) {
    set(entry + (read ? READ : DELIVERED), 6, at);
    entries[entry + CHANGED] = 1;
  }

  /** Hands over the entries whose rows are behind, and marks them as written. */
  void takeChanged(IntConsumer written) {
    for (int entry = 0; entry < length; entry += ENTRY) {
      if (entries[entry + CHANGED] != 0) {
        entries[entry + CHANGED] = 0;
        written.accept(entry);
      }
    }
  }

  /** The latest time at which a recipient got it, or read it. */
  long latest(boolean read) {
    long latest = 0;
    for (int entry = 0; entry < length; entry += ENTRY) {
      latest = Math.max(latest, at(entry, read));
    }
    return latest;
  }

  void pack(PackedWriter out) {
    out.bytes(entries, length);
  }

  private long get(int from, int bytes) {
    long value = 0;
    for (int i = from; i < from + bytes; i++) {
      value = (value << 8) | (entries[i] & 0xFF);
    }
    return value;
  }

  private void set(int from, int bytes, long value) {
    long rest = value;
    for (int i = from + bytes - 1; i >= from; i--) {
      entries[i] = (byte) rest;
      rest >>>= 8;
    }
  }
}
