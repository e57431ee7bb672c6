package io.parley.checker.ingest;

import io.parley.checker.history.Digest;
import io.parley.checker.history.MessageColumns;
import java.util.NavigableMap;

/** The digests of the four parts of a row of table messages, see {@link MessageColumns}. */
record RowDigests(long place, long content, long edit, long deletion) {

  static RowDigests of(NavigableMap<String, Object> columns) {
    return new RowDigests(
        Digest.of(MessageColumns.place(columns)),
        Digest.of(MessageColumns.content(columns)),
        Digest.of(MessageColumns.edit(columns)),
        Digest.of(MessageColumns.deletion(columns)));
  }
}
