package io.parley.schemas.topic;

import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The catalogue as a Markdown table, for documents. */
public final class TopicTable {

  private TopicTable() {}

  /** The table, one line a topic, without a line break at its end. */
  public static String markdown(TopicCatalogue catalogue) {
    return catalogue.topics().stream()
        .map(TopicTable::row)
        .collect(
            Collectors.joining(
                "\n",
                "| topic | key | value | partitions | kept | dated by | order | written by | read"
                    + " by |\n"
                    + "|---|---|---|---|---|---|---|---|---|\n",
                ""));
  }

  private static String row(TopicSpec topic) {
    return "| `%s` | %s | %s | %d | %s | %s | %s | %s | %s |"
        .formatted(
            topic.name(),
            topic.key(),
            topic.valueSchema().map(Schema::getName).map(name -> "`" + name + "`").orElse("bytes"),
            topic.partitions(),
            topic.retention().map(TopicTable::inWords).orElse("last of each key"),
            topic.timestamps() == TopicSpec.Timestamps.LOG_APPEND_TIME ? "broker" : "event time",
            topic.ordering(),
            String.join(", ", topic.writtenBy()),
            String.join(", ", topic.readBy()));
  }

  /** Such as "7 days", "1 day" or "1 hour". */
  public static String inWords(Duration retention) {
    long days = retention.toDays();
    return retention.equals(Duration.ofDays(days))
        ? counted(days, "day")
        : counted(retention.toHours(), "hour");
  }

  private static String counted(long number, String unit) {
    return number == 1 ? "1 " + unit : number + " " + unit + "s";
  }
}
