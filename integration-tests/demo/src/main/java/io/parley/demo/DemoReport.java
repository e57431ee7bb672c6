package io.parley.demo;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.cli.Parley;
import io.parley.cli.Provisioning;
import io.parley.cli.StackState;
import io.parley.command.Table;
import io.parley.infra.scylla.history.EventKind;
import io.parley.infra.scylla.history.HistoryMessage;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.schemas.id.MessageBucket;
import io.parley.simulator.Count;
import io.parley.simulator.Micros;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * A report of a demo's result: latencies, counts, sample rows, the verdict, and commands to try
 * next.
 */
final class DemoReport {

  private static final int ROWS = 5;
  private static final int LONGEST_TEXT = 40;

  private final DemoResult result;
  private final StackState stack;
  private final Path directory;
  private final String again;

  /**
   * A report.
   *
   * @param directory the directory of the demo's servers
   * @param again the command that repeats the demo
   */
  DemoReport(DemoResult result, StackState stack, Path directory, String again) {
    this.result = result;
    this.stack = stack;
    this.directory = directory;
    this.again = again;
  }

  void print(PrintWriter out, boolean stays) {
    printLatencies(out);
    printFleet(out);
    printRows(out);
    out.println();
    out.print(result.verdict().table());
    result.failures().forEach(failure -> out.println("FAILED  " + failure));
    out.println();
    out.println(result.line());
    printNext(out, stays);
    out.flush();
  }

  private void printLatencies(PrintWriter out) {
    out.println();
    Measured measured = result.measured();
    Table table = new Table("FROM WHEN IT WAS MEANT TO BE SENT", "COUNT", "P50", "P99", "MAX");
    row(table, "to the ack on the sender's device", measured.sendToAck());
    row(table, "to each connected device", measured.sendToDelivery());
    table.print(out);
    out.println("  Warm-up and recovery are not in these figures. The checks below include them.");
    out.println(
        String.format(
            Locale.ROOT,
            "  Redelivered to the same session: %,d of %,d (%.1f %%; of all of the talk %.1f %%)."
                + " Handed again to devices that came back: %,d.",
            measured.redelivered(),
            measured.delivered() + measured.redelivered(),
            measured.redeliveredShare() * 100,
            measured.redeliveredShareInAll() * 100,
            measured.handedAgain()));
    out.println("  " + result.load());
  }

  private static void row(Table table, String what, Histogram latency) {
    table.row(
        what,
        String.format(Locale.ROOT, "%,d", latency.getTotalCount()),
        millis(latency.getValueAtPercentile(50)),
        millis(latency.getValueAtPercentile(99)),
        millis(latency.getMaxValue()));
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%,.0f ms", Micros.toMillis(micros));
  }

  private void printFleet(PrintWriter out) {
    out.println();
    Table table = new Table("WHAT THE FLEET SAW", "");
    for (Count count : Count.values()) {
      table.row(
          count.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          String.format(Locale.ROOT, "%,d", result.tally().of(count)));
    }
    table.print(out);
  }

  private void printRows(PrintWriter out) {
    String conversation = result.showcase();
    out.println("\n  The newest rows of " + conversation + ":");
    try (CqlSession session = stack.connectCql()) {
      Table table = new Table("MESSAGE", "AUTHOR", "TEXT", "STATUS", "DELIVERED", "READ");
      HistoryReader reader = new HistoryReader(session, Provisioning.KEYSPACE);
      for (HistoryMessage message : reader.newest(conversation, ROWS).messages()) {
        Row status = status(session, message);
        table.row(
            Long.toString(message.messageId()),
            message.authorId(),
            text(message),
            status == null ? "" : status.getString("status"),
            status == null ? "" : ofRecipients(status, "delivered_count"),
            status == null ? "" : ofRecipients(status, "read_count"));
      }
      table.print(out);
    }
  }

  private static Row status(CqlSession session, HistoryMessage message) {
    return session
        .execute(
            "SELECT status, recipients, delivered_count, read_count FROM "
                + Provisioning.KEYSPACE
                + ".message_status WHERE conversation_id = ? AND bucket = ? AND message_id = ?",
            message.conversationId(),
            MessageBucket.of(message.messageId()),
            message.messageId())
        .one();
  }

  private static String ofRecipients(Row status, String column) {
    return status.getInt(column) + "/" + status.getInt("recipients");
  }

  private static String text(HistoryMessage message) {
    if (message.kind() == EventKind.MEMBERS_CHANGED) {
      return "(members)";
    }
    if (message.isDeleted()) {
      return "(deleted)";
    }
    return Excerpt.of(
        message.content().flatMap(HistoryMessage.Content::text).orElse(""), LONGEST_TEXT);
  }

  private void printNext(PrintWriter out, boolean stays) {
    Path home = Parley.home().toAbsolutePath().normalize();
    Path shown = directory.startsWith(home) ? home.relativize(directory) : directory;
    String parley = "./parley --directory " + shown;
    out.println("\nNext:");
    if (!stays) {
      out.println("  " + parley + " up -d      the servers again, with the data of this demo");
    }
    out.println("  " + parley + " history " + result.showcase());
    out.println("  " + parley + " peek chat.message-status");
    out.println("  " + parley + (stays ? " verify" : " down"));
    out.println("  " + again + "      the same talk again");
  }
}
