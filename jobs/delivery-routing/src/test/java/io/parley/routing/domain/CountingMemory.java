package io.parley.routing.domain;

import io.parley.common.memory.Cell;
import io.parley.common.memory.PlainCell;
import io.parley.common.memory.PlainTable;
import io.parley.common.memory.Table;
import java.util.List;
import java.util.Map;

/** Memory in maps that counts how often it is asked, and that can be copied. */
public final class CountingMemory implements UserMemory, ConversationMemory {

  public int reads;
  public int writes;
  public int iterations;

  private PlainCell<byte[]> cell = new PlainCell<>();
  private PlainTable<String, byte[]> overflow = new PlainTable<>();
  private PlainTable<String, byte[]> large = new PlainTable<>();
  private PlainTable<Integer, byte[]> pages = new PlainTable<>();
  private PlainCell<byte[]> round = new PlainCell<>();

  /** The state as a checkpoint would hold it. */
  public CountingMemory copy() {
    CountingMemory copy = new CountingMemory();
    copy.cell = cell.copy();
    copy.overflow = overflow.copy();
    copy.large = large.copy();
    copy.pages = pages.copy();
    copy.round = round.copy();
    return copy;
  }

  /** Whether nothing at all is remembered. */
  public boolean isEmpty() {
    return cell.get() == null
        && overflow.entries().isEmpty()
        && large.entries().isEmpty()
        && pages.entries().isEmpty()
        && round.get() == null;
  }

  int overflowing() {
    return overflow.entries().size();
  }

  @Override
  public Cell<byte[]> user() {
    return new CountingCell(cell);
  }

  @Override
  public Cell<byte[]> conversation() {
    return new CountingCell(cell);
  }

  @Override
  public Table<String, byte[]> overflow() {
    return new CountingTable<>(overflow);
  }

  @Override
  public Table<String, byte[]> large() {
    return new CountingTable<>(large);
  }

  @Override
  public Table<Integer, byte[]> pages() {
    return new CountingTable<>(pages);
  }

  @Override
  public Cell<byte[]> round() {
    return new CountingCell(round);
  }

  private final class CountingCell implements Cell<byte[]> {
    private final PlainCell<byte[]> cell;

    CountingCell(PlainCell<byte[]> cell) {
      this.cell = cell;
    }

    @Override
    public byte[] get() {
      reads++;
      return cell.get();
    }

    @Override
    public void set(byte[] value) {
      writes++;
      cell.set(value);
    }
  }

  private final class CountingTable<K> implements Table<K, byte[]> {
    private final PlainTable<K, byte[]> table;

    CountingTable(PlainTable<K, byte[]> table) {
      this.table = table;
    }

    @Override
    public byte[] get(K key) {
      reads++;
      return table.get(key);
    }

    @Override
    public void put(K key, byte[] value) {
      writes++;
      table.put(key, value);
    }

    @Override
    public void remove(K key) {
      writes++;
      table.remove(key);
    }

    @Override
    public List<Map.Entry<K, byte[]>> entries() {
      iterations++;
      return table.entries();
    }

    @Override
    public void clear() {
      iterations++;
      table.clear();
    }
  }
}
