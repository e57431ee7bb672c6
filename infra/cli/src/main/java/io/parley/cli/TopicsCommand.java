package io.parley.cli;

import io.parley.command.CommandFailure;
import io.parley.command.ServiceAddresses;
import io.parley.command.Table;
import io.parley.command.cluster.ClusterOption;
import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicPlan;
import io.parley.infra.kafka.TopicSizing;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  @Mixin private ClusterOption cluster;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
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
    ServiceAddresses services = cluster.services(parley);
    try (Admin admin = Admin.create(services.kafkaClient())) {
      TopicPlan plan =
          cluster
              .config()
              .map(
                  config ->
                      new TopicDeployment(
                          admin,
                          config.topics(),
                          new TopicSizing(config.replicationFactor(), config.maxPartitions())))
              .orElseGet(() -> Provisioning.topics(admin))
              .plan();
      out.println("\nThe broker at " + services.bootstrapServers() + ":\n" + plan);
      return plan.isUpToDate() ? 0 : CommandFailure.FAILED;
    }
  }
}
