package io.parley.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.command.ServiceAddresses;
import io.parley.command.Table;
import io.parley.command.arguments.Bounds;
import io.parley.command.arguments.ValidId;
import io.parley.command.cluster.ClusterOption;
import io.parley.infra.scylla.history.HistoryMessage;
import io.parley.infra.scylla.history.HistoryPage;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.infra.scylla.history.MemberChanges;
import io.parley.schemas.conversation.MemberRole;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code history}: shows the stored messages of a conversation. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Shows the stored messages of a conversation, the newest last.",
    description = {
      "",
      "Reads the tables, not Kafka, so all messages shown are durable. An edited message is shown"
          + " in its newest version, a deleted message without content. Control characters are"
          + " shown as escapes.",
      ""
    })
final class HistoryCommand implements Callable<Integer> {

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;

  @Parameters(
      paramLabel = "CONVERSATION",
      converter = ValidId.class,
      description = "The conversation's id.")
  private String conversation;

  @Option(
      names = "-n",
      paramLabel = "N",
      defaultValue = "" + HistoryReader.DEFAULT_LIMIT,
      description = "How many messages, up to 1000 (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 1, most = 1_000)
  private int count;

  @Option(
      names = "--before",
      paramLabel = "MESSAGE_ID",
      description = "Only messages older than this message, to page back.")
  @Bounds(least = 1)
  private long before = Long.MAX_VALUE;

  @Option(
      names = "--json",
      description = "One JSON object a message on standard output, ids as strings.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ServiceAddresses services = cluster.services(parley);
    try (CqlSession session = services.connectCql()) {
      HistoryPage page =
          new HistoryReader(session, services.keyspace()).before(conversation, before, count);
      if (json) {
        oldestFirst(page).forEach(message -> out.println(HistoryJson.of(message)));
      } else {
        print(page, out);
      }
    }
    return 0;
  }

  private void print(HistoryPage page, PrintWriter out) {
    if (page.messages().isEmpty()) {
      out.println("Nothing is stored of conversation " + conversation + ".");
      return;
    }
    Table table = new Table("TIME", "MESSAGE_ID", "AUTHOR", "MESSAGE");
    for (HistoryMessage message : oldestFirst(page)) {
      table.row(
          message.createdAt().toString(),
          Long.toString(message.messageId()),
          message.authorId(),
          text(message));
    }
    table.print(out);
    page.older()
        .ifPresent(
            id ->
                out.println(
                    "\nOlder messages: ./parley history %s --before %d"
                        .formatted(conversation, id)));
  }

  /** Pages come newest first; people read downwards. */
  private static List<HistoryMessage> oldestFirst(HistoryPage page) {
    List<HistoryMessage> messages = new ArrayList<>(page.messages());
    Collections.reverse(messages);
    return messages;
  }

  private static String text(HistoryMessage message) {
    if (message.isDeleted()) {
      return "(deleted)";
    }
    if (message.memberChanges().isPresent()) {
      return "(members: " + text(message.memberChanges().get()) + ")";
    }
    String text =
        message
            .content()
            .map(content -> content.text().orElse("(" + content.type() + ")"))
            .orElse("");
    return message.isEdited() ? text + " (edited)" : text;
  }

  /** Such as {@code +ann (admin), +bob, -cleo, dan is admin}. */
  private static String text(MemberChanges changes) {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(changes.joined())
        .forEach(
            (user, role) ->
                parts.add("+" + user + (role == MemberRole.MEMBER ? "" : " (" + name(role) + ")")));
    new TreeSet<>(changes.left()).forEach(user -> parts.add("-" + user));
    new TreeMap<>(changes.roles()).forEach((user, role) -> parts.add(user + " is " + name(role)));
    return String.join(", ", parts);
  }

  private static String name(MemberRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
