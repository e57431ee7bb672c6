package io.parley.schemas.topic;

import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The catalogue as a Markdown table, and the block of a document that holds it: everything between
 * {@link #BEGIN} and {@link #END}.
 */
public final class TopicTable {

  public static final String BEGIN = "<!-- topics:begin -->";
  public static final String END = "<!-- topics:end -->";

  private TopicTable() {}

  /** The table, one line a topic, with a line break at its end. */
  public static String markdown(TopicCatalogue catalogue) {
    return catalogue.topics().stream()
        .map(TopicTable::row)
        .collect(
            Collectors.joining(
                "",
                "| topic | key | value | partitions | kept | dated by | order | written by | read"
                    + " by |\n"
                    + "|---|---|---|---|---|---|---|---|---|\n",
                ""));
  }

  /**
   * The document with its block replaced by the table.
   *
   * @throws IllegalArgumentException if the document has no such block
   */
  public static String intoDocument(String document, TopicCatalogue catalogue) {
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "The document has no line " + BEGIN + " followed by " + END + ": no place for the table");
    }
    return document.substring(0, begin + BEGIN.length())
        + "\n"
        + markdown(catalogue)
        + document.substring(end);
  }

  private static String row(TopicSpec topic) {
    return "| `%s` | %s | %s | %d | %s | %s | %s | %s | %s |\n"
        .formatted(
            topic.name(),
            topic.key(),
            topic.valueSchema().map(Schema::getName).map(name -> "`" + name + "`").orElse("bytes"),
            topic.partitions(),
            topic.retention().map(TopicTable::days).orElse("last of each key"),
            topic.timestamps() == TopicSpec.Timestamps.LOG_APPEND_TIME ? "broker" : "event time",
            topic.ordering(),
            String.join(", ", topic.writtenBy()),
            String.join(", ", topic.readBy()));
  }

  private static String days(Duration retention) {
    long days = retention.toDays();
    if (!retention.equals(Duration.ofDays(days))) {
      return retention.toString();
    }
    return days == 1 ? "1 day" : days + " days";
  }
}
