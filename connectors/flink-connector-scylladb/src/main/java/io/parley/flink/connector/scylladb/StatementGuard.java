package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses CQL whose repetition could change the result. Rows are written at least once, so each
 * statement must give the same row however often, and in whatever order, it arrives.
 *
 * <p>The text is checked when a job is built. Types, which only the server knows, are checked when
 * the statement is prepared.
 */
final class StatementGuard {

  static final String TIMESTAMP_MARKER = "[timestamp]";
  static final String TTL_MARKER = "[ttl]";

  private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE");

  private static final List<String> CHANGING_FUNCTIONS =
      List.of(
          "NOW",
          "UUID",
          "CURRENTTIMESTAMP",
          "CURRENTDATE",
          "CURRENTTIME",
          "CURRENTTIMEUUID",
          "CURRENT_TIMESTAMP",
          "CURRENT_DATE",
          "CURRENT_TIME",
          "CURRENT_TIMEUUID");

  private static final String NAME = "(?:\\w+|\"[^ ]+\")";

  /** {@code n = n + 1}, {@code n += 1}: only a counter can do arithmetic with a number. */
  private static final Pattern COUNTER_STEP =
      Pattern.compile("(?:= " + NAME + " [+-] -? ?\\d)|(?:[+-] = -? ?\\d)");

  /** {@code l = l + [..]}, {@code l += [..]}, {@code l = [..] + l}. */
  private static final Pattern LIST_LITERAL =
      Pattern.compile("(?:= " + NAME + " [+-] \\[)|(?:[+-] = \\[)|(?:\\] \\+ " + NAME + ")");

  /** {@code l = ? + l}: only a list can be put in front of. */
  private static final Pattern LIST_PREPEND = Pattern.compile("= (?:\\?|: \\w+) \\+ " + NAME);

  /** {@code l[3]}: a place in a list shifts when the statement is repeated. */
  private static final Pattern LITERAL_INDEX = Pattern.compile(NAME + " \\[ \\d+ \\]");

  private StatementGuard() {}

  /** Checks the text; throws with a sentence that says what to do. */
  static void checkText(String cql, boolean hasTimeToLive) {
    CqlText text = new CqlText(cql);
    refuseIf(
        !WRITES.contains(text.firstWord()),
        cql,
        "is no INSERT, UPDATE or DELETE. Give one single write; batches are made by the"
            + " connector.");
    refuseIf(
        text.contains("IF"),
        cql,
        "is a lightweight transaction (IF). It takes no write timestamp and, repeated, does not"
            + " give the same answer. Write an upsert instead.");
    CHANGING_FUNCTIONS.forEach(
        function ->
            refuseIf(
                text.calls(function),
                cql,
                "calls "
                    + function.toLowerCase(java.util.Locale.ROOT)
                    + "(), which gives another value at each repetition. Bind a value of the"
                    + " record instead."));
    refuseIf(
        text.matches(COUNTER_STEP),
        cql,
        "adds to a counter, which counts each repetition. Write an absolute value instead.");
    refuseIf(
        text.matches(LIST_LITERAL) || text.matches(LIST_PREPEND) || text.matches(LITERAL_INDEX),
        cql,
        "changes a list in place, which repeats the change at each repetition. Bind the whole list,"
            + " or use a set or a map (and bind the map's key).");
    refuseIf(
        !text.contains("TIMESTAMP", "?"),
        cql,
        "has no USING TIMESTAMP ?. Without it an older write that is repeated beats a newer one."
            + " Add it; the connector binds it.");
    refuseIf(
        text.contains("TTL") && !text.contains("TTL", "?"),
        cql,
        "has a TTL that is no marker. Write TTL ? and give a TimeToLive as the fourth argument of"
            + " ScyllaUpsert.of(..).");
    refuseIf(
        text.contains("TTL", "?") != hasTimeToLive,
        cql,
        "and its TimeToLive must come together: TTL ? in the text, and a TimeToLive as the fourth"
            + " argument of ScyllaUpsert.of(..).");
  }

  /** Checks what the server said of the statement; throws with a sentence. */
  static void checkPrepared(String cql, PreparedStatement prepared) {
    for (ColumnDefinition marker : prepared.getVariableDefinitions()) {
      String name = marker.getName().asInternal();
      refuseIf(
          marker.getType().equals(DataTypes.COUNTER),
          cql,
          "adds to the counter " + name + ", which counts each repetition. Write absolute values.");
      refuseIf(
          name.startsWith("idx("),
          cql,
          "changes a list by index (" + name + "). Bind the whole list, or use a map.");
      refuseIf(
          marker.getType() instanceof ListType && new CqlText(cql).changesInPlace(name),
          cql,
          "changes the list " + name + " in place. Bind the whole list, or use a set or a map.");
    }
    refuseIf(
        prepared.getPartitionKeyIndices().isEmpty(),
        cql,
        "does not bind each column of the partition key by a marker, so no request could go"
            + " straight to the node and shard that own the row. Bind them all.");
  }

  private static void refuseIf(boolean refused, String cql, String sentence) {
    if (refused) {
      throw new IllegalArgumentException("The statement \"" + cql + "\" " + sentence);
    }
  }
}
