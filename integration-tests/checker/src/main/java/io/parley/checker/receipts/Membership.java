package io.parley.checker.receipts;

import java.util.ArrayList;
import java.util.List;

/**
 * One user in one conversation. Messages are counted 1, 2, 3, ...; a spell covers those after
 * {@code from} up to {@code to}.
 */
final class Membership {

  record Spell(int from, int to) {

    static final int OPEN = Integer.MAX_VALUE;

    int last(int upTo) {
      return Math.min(to, upTo);
    }
  }

  private final List<Spell> spells = new ArrayList<>();
  private int delivered;
  private int read;
  private int shownDelivered;
  private int shownRead;

  boolean isIn() {
    return !spells.isEmpty() && lastSpell().to == Spell.OPEN;
  }

  private Spell lastSpell() {
    return spells.get(spells.size() - 1);
  }

  /** Joins after {@code newest} messages; who comes back before the next one was never away. */
  void join(int newest) {
    if (isIn()) {
      return;
    }
    int from = newest;
    if (!spells.isEmpty() && lastSpell().to == newest) {
      from = spells.remove(spells.size() - 1).from;
    }
    spells.add(new Spell(from, Spell.OPEN));
  }

  void leave(int newest) {
    if (isIn()) {
      spells.add(new Spell(spells.remove(spells.size() - 1).from, newest));
    }
  }

  /** The last message up to one that the user was there for; 0 for none. */
  int lastReceived(int upTo) {
    int last = 0;
    for (Spell spell : spells) {
      last = spell.last(upTo) > spell.from ? spell.last(upTo) : last;
    }
    return last;
  }

  /** The user has got, or read, all up to a message; this counts. */
  void reach(int message, boolean hasRead) {
    delivered = Math.max(delivered, message);
    read = hasRead ? Math.max(read, message) : read;
  }

  /** The cursors of the user stand at a message, or beyond. */
  void show(int message, boolean hasRead) {
    shownDelivered = Math.max(shownDelivered, message);
    shownRead = hasRead ? Math.max(shownRead, message) : shownRead;
  }

  int shownDelivered() {
    return shownDelivered;
  }

  int shownRead() {
    return shownRead;
  }

  /** The message after which the user is there now. */
  int inSince() {
    return lastSpell().from;
  }

  int delivered() {
    return delivered;
  }

  int read() {
    return read;
  }

  /** The message after which all are unread; for who is in. */
  int unreadFrom() {
    return Math.max(read, lastSpell().from);
  }

  List<Spell> spells() {
    return spells;
  }
}
