package io.parley.routing.conversation;

import io.parley.common.memory.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Who is in a conversation, in pages: a member's page follows from the id. Flink's map state can be
 * read from the start or by key, not from the middle; pages are keys, so that a round over 100,000
 * members can stop and go on later without reading again what lies behind it.
 */
final class Members {

  /**
   * How many pages there are. 100,000 members, the most that ingest allows by default, make 195 a
   * page, about 4 KB. Fixed for the life of the state, like the way from an id to its page.
   */
  static final int PAGES = 512;

  private final Table<Integer, List<String>> pages;

  Members(Table<Integer, List<String>> pages) {
    this.pages = pages;
  }

  /** The members of a page, 0 to {@link #PAGES} less one. */
  List<String> page(int number) {
    List<String> page = pages.get(number);
    return page == null ? List.of() : page;
  }

  /** Calls for each member once. */
  void forEach(Consumer<String> action) {
    pages.entries().forEach(page -> page.getValue().forEach(action));
  }

  /** How many of these users are members. */
  int count(Collection<String> users) {
    int count = 0;
    for (Map.Entry<Integer, Set<String>> some : byPage(users).entrySet()) {
      some.getValue().retainAll(page(some.getKey()));
      count += some.getValue().size();
    }
    return count;
  }

  /** Adds those who are no members yet, and says how many that were. */
  int join(Collection<String> users) {
    int joined = 0;
    for (Map.Entry<Integer, Set<String>> some : byPage(users).entrySet()) {
      List<String> page = new ArrayList<>(page(some.getKey()));
      page.forEach(some.getValue()::remove);
      page.addAll(some.getValue());
      store(some.getKey(), page);
      joined += some.getValue().size();
    }
    return joined;
  }

  /** Takes users off, if they are members. */
  void leave(Collection<String> users) {
    for (Map.Entry<Integer, Set<String>> some : byPage(users).entrySet()) {
      List<String> page = new ArrayList<>(page(some.getKey()));
      page.removeAll(some.getValue());
      store(some.getKey(), page);
    }
  }

  private void store(int number, List<String> page) {
    if (page.isEmpty()) {
      pages.remove(number);
    } else {
      pages.put(number, page);
    }
  }

  private static Map<Integer, Set<String>> byPage(Collection<String> users) {
    Map<Integer, Set<String>> pages = new TreeMap<>();
    for (String user : users) {
      pages.computeIfAbsent(pageOf(user), number -> new HashSet<>()).add(user);
    }
    return pages;
  }

  private static int pageOf(String user) {
    int hash = user.hashCode();
    return (hash ^ hash >>> 16) & PAGES - 1;
  }
}
