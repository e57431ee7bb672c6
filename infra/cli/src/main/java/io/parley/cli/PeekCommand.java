package io.parley.cli;

import io.parley.command.CommandFailure;
import io.parley.command.ServiceAddresses;
import io.parley.command.arguments.Bounds;
import io.parley.command.cluster.ClusterOption;
import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code peek}: shows records of a topic. */
@Command(
    name = "peek",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Shows the last records of a topic, decoded, one JSON object a line.",
    description = {
      "",
      "Reads without a consumer group, so it disturbs no other reader. By default it shows"
          + " committed records only. With --isolation read_uncommitted it also shows records of"
          + " open transactions, as gateways see them. Ids are printed as strings.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley peek chat.events -n 3",
      "  parley peek chat.acks --follow --isolation read_uncommitted",
      "  parley peek chat.commands --from-beginning | jq .value.payload"
    })
final class PeekCommand implements Callable<Integer> {

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;

  @Parameters(
      paramLabel = "TOPIC",
      description = "For instance chat.events; `parley topics` lists them.")
  private String topic;

  @Option(
      names = "-n",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the last records (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 0)
  private int count;

  @Option(names = "--from-beginning", description = "All records instead of the last ones.")
  private boolean fromBeginning;

  @Option(names = "--follow", description = "Continue with new records until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--isolation",
      paramLabel = "LEVEL",
      defaultValue = "read_committed",
      description = "read_committed (default) or read_uncommitted.")
  private IsolationLevel isolation;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    TopicSpec topicSpec = inCatalogue();
    ServiceAddresses services = cluster.services(parley);
    try (ConfluentSchemaLookup registry = services.connectRegistry();
        TopicReader reader =
            new TopicReader(services.kafkaClient(), services.topic(topic), isolation)) {
      RecordPrinter printer = new RecordPrinter(topicSpec, registry);
      boolean isEmpty = true;
      for (ConsumerRecord<byte[], byte[]> found :
          fromBeginning ? reader.oldestFirst() : reader.readLast(count)) {
        out.println(printer.print(found));
        isEmpty = false;
      }
      out.flush();
      if (isEmpty && !follow) {
        spec.commandLine().getErr().println("No record is in " + topic + ".");
      }
      while (follow && !StandardOutput.isClosed()) {
        for (ConsumerRecord<byte[], byte[]> appended : reader.poll()) {
          out.println(printer.print(appended));
        }
        out.flush();
      }
    }
    return 0;
  }

  private TopicSpec inCatalogue() {
    try {
      return TopicCatalogue.load().topic(topic);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.wrongUsage(e.getMessage());
    }
  }
}
