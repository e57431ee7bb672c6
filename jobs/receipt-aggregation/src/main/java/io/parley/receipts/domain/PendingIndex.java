package io.parley.receipts.domain;

import io.parley.common.memory.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

  /** Removes a user from a position, if they are there. The last user takes their place. */
  void remove(long position, String userId) {
    int last = pages(position);
    for (int page = last; page > 0; page--) {
      List<String> users = users(position, page);
      int found = users.indexOf(userId);
      if (found >= 0) {
        String moving = takeLast(position, last);
        if (!moving.equals(userId)) {
          users.set(found, moving);
          if (page == last) {
            users.remove(users.size() - 1);
          }
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
    if (!users.isEmpty()) {
      put(position, last, last, users);
    } else {
      table.remove(key(position, last));
      if (last > 1) {
        put(position, 1, last - 1, users(position, 1));
      }
    }
    return user;
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
    table.clear();
    record At(long position, String userId) {}
    Set<At> all = new LinkedHashSet<>();
    receipts.forEach(receipt -> all.add(new At(receipt.position(), receipt.userId())));
    all.forEach(at -> add(at.position, at.userId));
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
