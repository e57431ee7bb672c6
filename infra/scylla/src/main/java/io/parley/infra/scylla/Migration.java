package io.parley.infra.scylla;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A numbered CQL file that changes the schema.
 *
 * @param statements without comments and with single spaces, each safe to run again
 */
record Migration(int version, String name, List<String> statements) {

  private static final Pattern FILE_NAME = Pattern.compile("V(\\d{3})__([a-z0-9_]+)\\.cql");
  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");
  private static final Pattern REPEATABLE =
      Pattern.compile(
          "CREATE (TABLE|TYPE) IF NOT EXISTS .*|DROP (TABLE|TYPE) IF EXISTS .*|ALTER TABLE \\w+"
              + " (ADD|WITH) .*",
          Pattern.CASE_INSENSITIVE);

  /**
   * Reads a file.
   *
   * @throws MigrationException if the name of the file is not of the form V001__name.cql, or if the
   *     file has a statement that is not safe to run again
   */
  static Migration parse(String fileName, String text) {
    Matcher matcher = FILE_NAME.matcher(fileName);
    if (!matcher.matches()) {
      throw new MigrationException(
          "Migration file '"
              + fileName
              + "' is not named like V001__name.cql, so its place in the order is unknown");
    }
    String bare = COMMENT.matcher(text).replaceAll("").replaceAll("\\s+", " ");
    List<String> statements =
        Arrays.stream(bare.split(";")).map(String::strip).filter(line -> !line.isEmpty()).toList();
    for (String statement : statements) {
      if (!REPEATABLE.matcher(statement).matches()) {
        throw new MigrationException(
            "Migration "
                + fileName
                + " has a statement that cannot be run again: '"
                + statement
                + "'. If a run crashed after it, each later run would fail. Use CREATE ... IF NOT"
                + " EXISTS, DROP ... IF EXISTS, ALTER TABLE ... ADD one column, or ALTER TABLE ..."
                + " WITH.");
      }
    }
    return new Migration(Integer.parseInt(matcher.group(1)), matcher.group(2), statements);
  }

  /** SHA-256 of the statements, in hexadecimal digits. Comments and layout do not count. */
  String checksum() {
    try {
      byte[] bytes = String.join(";", statements).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "V%03d__%s".formatted(version, name);
  }
}
