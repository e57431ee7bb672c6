package io.parley.receipts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;

/**
 * The SQL that stands in {@code ANALYTICS.md}, word for word, in a Flink of its own. What differs
 * here, the addresses and an end of the topics, is altered afterwards.
 */
final class AnalyticsPage {

  private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

  private final String page;
  private final TableEnvironment flink =
      TableEnvironment.create(EnvironmentSettings.newInstance().inStreamingMode().build());

  AnalyticsPage(ReceiptsRig rig) throws IOException {
    page =
        Files.readString(
            Path.of(System.getProperty("parley.home"), "jobs/receipt-aggregation/ANALYTICS.md"));
    statements("## Flink SQL").forEach(flink::executeSql);
    for (String table : flink.listTables()) {
      String format = table.equals("read_cursors") ? "value.avro-confluent" : "avro-confluent";
      flink.executeSql(
          """
          ALTER TABLE %s SET (
            'topic' = '%s',
            'properties.bootstrap.servers' = '%s',
            '%s.url' = '%s',
            'scan.bounded.mode' = 'latest-offset')
          """
              .formatted(
                  table,
                  rig.topic("chat." + table.replace('_', '-')),
                  rig.bootstrapServers(),
                  format,
                  rig.registryUrl()));
    }
  }

  /** The rows that the query under a heading ends with. */
  List<Row> rowsOf(String heading) throws Exception {
    String query = statements("### " + heading).get(0);
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> changes = flink.executeSql(query).collect()) {
      while (changes.hasNext()) {
        Row change = changes.next();
        RowKind kind = change.getKind();
        change.setKind(RowKind.INSERT);
        if (kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER) {
          rows.add(change);
        } else {
          rows.remove(change);
        }
      }
    }
    return rows;
  }

  /** The statements of the first block of SQL after a line. */
  private List<String> statements(String heading) {
    Matcher block = SQL.matcher(page);
    int from = page.indexOf("\n" + heading + "\n");
    if (from < 0 || !block.find(from)) {
      throw new AssertionError("ANALYTICS.md has no SQL under '" + heading + "'.");
    }
    return List.of(block.group(1).strip().split(";(\\n\\n|$)"));
  }
}
