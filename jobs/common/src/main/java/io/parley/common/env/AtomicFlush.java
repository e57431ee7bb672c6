package io.parley.common.env;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Has RocksDB flush all states of a subtask together. Flink names this class in {@code
 * state.backend.rocksdb.options-factory} and calls it on the task's thread.
 *
 * <p>A checkpoint flushes every state that has changed since the last, and the task waits. RocksDB
 * otherwise flushes one state after another, and syncs its manifest and directory after each. With
 * an atomic flush it syncs them once for all states. It needs no write-ahead log, which Flink
 * switches off. The price is that a flush for want of memory also flushes all states of the
 * subtask.
 */
public final class AtomicFlush implements RocksDBOptionsFactory {

  private static final long serialVersionUID = 1L;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> handlesToClose) {
    return current.setAtomicFlush(true);
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> handlesToClose) {
    return current;
  }
}
