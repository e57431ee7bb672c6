package io.parley.routing.domain;

import io.parley.common.memory.Table;
import io.parley.schemas.conversation.NotifyLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The members of a large conversation, in pages. The user's id determines the page. Flink's map
 * state can be read by key but not from the middle. So a page is a key, and a round over 100,000
 * members can stop and go on later.
 */
final class MemberPages {

  /**
   * The number of pages. Ingest allows 100,000 members by default. They make 195 members a page,
   * which is about 4 KB. The number is fixed for the life of the state, like the way from an id to
   * its page.
   */
  static final int PAGES = 512;

  private static final int VERSION = 1;

  private final Table<Integer, byte[]> pages;

  MemberPages(Table<Integer, byte[]> pages) {
    this.pages = pages;
  }

  /** The members of a page, 0 to {@link #PAGES} less one. */
  Map<String, NotifyLevel> page(int number) {
    Map<String, NotifyLevel> page = new LinkedHashMap<>();
    byte[] packed = pages.get(number);
    if (packed != null) {
      unpack(packed, page);
    }
    return page;
  }

  private static void unpack(byte[] packed, Map<String, NotifyLevel> page) {
    Unpacker in = Unpacker.ofVersion(VERSION, packed, "a page of members");
    ConversationRecord.unpackMembers(in, page);
  }

  /** The notify level of a user, or null if the user is not a member. */
  NotifyLevel level(String user) {
    return page(pageOf(user)).get(user);
  }

  /** All members. */
  Map<String, NotifyLevel> all() {
    Map<String, NotifyLevel> all = new LinkedHashMap<>();
    pages.entries().forEach(entry -> unpack(entry.getValue(), all));
    return all;
  }

  /**
   * Changes users, reading and writing each of their pages once.
   *
   * @param values by user
   * @param change gets the page and an entry of {@code values}
   */
  <V> void change(
      Map<String, V> values, BiConsumer<Map<String, NotifyLevel>, Map.Entry<String, V>> change) {
    Map<Integer, Map<String, V>> byPage = new TreeMap<>();
    values.forEach(
        (user, value) ->
            byPage.computeIfAbsent(pageOf(user), n -> new LinkedHashMap<>()).put(user, value));
    byPage.forEach(
        (number, users) -> {
          Map<String, NotifyLevel> page = page(number);
          users.entrySet().forEach(entry -> change.accept(page, entry));
          store(number, page);
        });
  }

  /** Forgets all members. */
  void clear() {
    pages.clear();
  }

  private void store(int number, Map<String, NotifyLevel> page) {
    if (page.isEmpty()) {
      pages.remove(number);
    } else {
      Packer out = new Packer().octet(VERSION);
      ConversationRecord.packMembers(page, out);
      pages.put(number, out.packed());
    }
  }

  private static int pageOf(String user) {
    int hash = user.hashCode();
    return (hash ^ hash >>> 16) & PAGES - 1;
  }
}
