package io.parley.cli;

import io.parley.command.CommandFailure;
import io.parley.command.Table;
import io.parley.infra.kafka.TopicPlan;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code topics}: shows the topic catalogue and how the broker differs from it. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    header = "Lists the topics and compares the broker with the catalogue.",
    description = {"", "Exit code 0 if they agree, 1 if they differ.", ""})
final class TopicsCommand implements Callable<Integer> {

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    StackState state = parley.stack().ready();
    Table table = new Table("TOPIC", "KEY", "VALUE", "KEPT", "ABOUT");
    for (TopicSpec topic : TopicCatalogue.load().topics()) {
      table.row(
          topic.name(),
          topic.key(),
          topic.valueSchema().map(schema -> schema.getName()).orElse("bytes"),
          topic.retention().map(kept -> kept.toDays() + " days").orElse("compacted"),
          topic.doc());
    }
    table.print(out);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", state.bootstrapServers()))) {
      TopicPlan plan = Provisioning.topics(admin).plan();
      out.println("\nThe broker at " + state.bootstrapServers() + ":\n" + plan);
      return plan.isUpToDate() ? 0 : CommandFailure.FAILED;
    }
  }
}
