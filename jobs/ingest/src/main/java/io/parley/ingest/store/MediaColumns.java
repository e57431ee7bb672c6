package io.parley.ingest.store;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import io.parley.schemas.conversation.Media;

/** The columns of table {@code messages} that hold a reference to media, of either version. */
final class MediaColumns {

  private static final Media EMPTY = new Media("", "", 0L, "");

  private MediaColumns() {}

  /** The columns' names behind {@code prefix}, after a blank. */
  static String names(String prefix) {
    return " %1$suri, %1$smime_type, %1$ssize_bytes, %1$ssha256".formatted(prefix);
  }

  /** Leaves the columns alone if there are no media. */
  static BoundStatementBuilder bind(String prefix, Media media, BoundStatementBuilder row) {
    return media == null
        ? row
        : row.setString(prefix + "uri", media.getUri())
            .setString(prefix + "mime_type", media.getMimeType())
            .setLong(prefix + "size_bytes", media.getSizeBytes())
            .setString(prefix + "sha256", media.getSha256());
  }

  /** Overwrites the columns with empty values. */
  static BoundStatementBuilder clear(String prefix, BoundStatementBuilder row) {
    return bind(prefix, EMPTY, row);
  }
}
