package io.parley.receipts.domain;

import io.parley.common.memory.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * The users whose receipts wait for a position, by position. The users of a position lie on pages
 * of {@value #PAGE}, so that one more user of many costs two small reads and a write. Only the last
 * page is not full. The first page also holds the number of pages.
 */
final class PendingIndex {

  private static final int PAGE = 64;

  private final Table<String, byte[]> table;

  PendingIndex(Table<String, byte[]> table) {
    this.table = table;
  }

  /** Adds a user who is not at this position yet. */
  void add(long position, String userId) {
    int last = Math.max(1, pages(position));
    List<String> users = users(position, last);
    if (users.size() >= PAGE) {
      last++;
      put(position, 1, last, users(position, 1));
      users = new ArrayList<>();
    }
    users.add(userId);
    put(position, last, last, users);
  }

  /**
   * Removes a user from a position, if they are there. The last user of all takes a place that
   * becomes free on an earlier page.
   */
  void remove(long position, String userId) {
    int last = pages(position);
    for (int page = last; page > 0; page--) {
      List<String> users = users(position, page);
      if (users.remove(userId)) {
        if (page == last) {
          putLast(position, last, users);
        } else {
          users.add(takeLast(position, last));
          put(position, page, pages(position), users);
        }
        return;
      }
    }
  }

  /** Removes and returns the last user of a position. */
  private String takeLast(long position, int last) {
    List<String> users = users(position, last);
    String user = users.remove(users.size() - 1);
    putLast(position, last, users);
    return user;
  }

  /** Writes the last page, or removes it if no user is left on it. */
  private void putLast(long position, int last, List<String> users) {
    if (!users.isEmpty()) {
      put(position, last, last, users);
      return;
    }
    table.remove(key(position, last));
    if (last > 1) {
      put(position, 1, last - 1, users(position, 1));
    }
  }

  /** Removes and returns all users of a position. */
  List<String> take(long position) {
    List<String> users = new ArrayList<>();
    for (int page = 1, last = pages(position); page <= last; page++) {
      users.addAll(users(position, page));
      table.remove(key(position, page));
    }
    return users;
  }

  /** Forgets everything but the users of these receipts. */
  void rebuild(List<ReceiptFact> receipts) {
    record At(long position, String userId) {}
    table.clear();
    receipts.stream()
        .map(receipt -> new At(receipt.position(), receipt.userId()))
        .distinct()
        .forEach(at -> add(at.position, at.userId));
  }

  private int pages(long position) {
    byte[] first = table.get(key(position, 1));
    return first == null ? 0 : new PackedReader(first).count();
  }

  private List<String> users(long position, int page) {
    List<String> users = new ArrayList<>();
    byte[] packed = table.get(key(position, page));
    if (packed != null) {
      PackedReader in = new PackedReader(packed);
      in.count(); // the number of pages, on the first page
      for (int left = in.count(); left > 0; left--) {
        users.add(in.text());
      }
    }
    return users;
  }

  private void put(long position, int page, int pages, List<String> users) {
    PackedWriter out = new PackedWriter().number(pages).number(users.size());
    users.forEach(out::text);
    table.put(key(position, page), out.toBytes());
  }

  private static String key(long position, int page) {
    return position + "#" + page;
  }
}
