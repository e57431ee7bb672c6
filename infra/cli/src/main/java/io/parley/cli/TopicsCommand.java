package io.parley.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.CommandFailure;
import io.parley.command.ServiceAddresses;
import io.parley.command.Table;
import io.parley.command.cluster.ClusterOption;
import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicPlan;
import io.parley.infra.kafka.TopicSizing;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.topic.TopicTable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code topics}: shows the topic catalogue and how the broker differs from it. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    header = "Lists the topics and compares the broker with the catalogue.",
    description = {"", "Exit code 0 if they agree, 1 if they differ.", ""})
final class TopicsCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParentCommand private Parley parley;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;

  @Option(names = "--json", description = "The same as one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ServiceAddresses services = cluster.services(parley);
    TopicPlan plan = compare(services);
    if (json) {
      out.println(asJson(services, plan));
    } else {
      print(services.topics(), out);
      out.println("\nThe broker at " + services.bootstrapServers() + ":\n" + plan);
    }
    return plan.isUpToDate() ? 0 : CommandFailure.FAILED;
  }

  private static void print(TopicCatalogue catalogue, PrintWriter out) {
    Table table = new Table("TOPIC", "KEY", "VALUE", "KEPT", "ABOUT");
    for (TopicSpec topic : catalogue.topics()) {
      table.row(
          topic.name(),
          topic.key(),
          topic.valueSchema().map(schema -> schema.getName()).orElse("bytes"),
          topic.retention().map(TopicTable::inWords).orElse("compacted"),
          topic.doc());
    }
    table.print(out);
  }

  private TopicPlan compare(ServiceAddresses services) {
    try (Admin admin = Admin.create(services.kafkaClient())) {
      return cluster
          .config()
          .map(
              config ->
                  new TopicDeployment(
                      admin,
                      config.topics(),
                      new TopicSizing(config.replicationFactor(), config.maxPartitions())))
          .orElseGet(() -> Provisioning.topics(admin))
          .plan();
    }
  }

  private static ObjectNode asJson(ServiceAddresses services, TopicPlan plan) {
    ObjectNode report = JSON.createObjectNode();
    report.put("kafka", services.bootstrapServers());
    ArrayNode topics = report.putArray("topics");
    for (TopicSpec topic : services.topics().topics()) {
      topics
          .addObject()
          .put("name", topic.name())
          .put("key", topic.key())
          .put("value", topic.valueSchema().map(schema -> schema.getName()).orElse("bytes"))
          .put("retention_ms", topic.retention().map(Duration::toMillis).orElse(null));
    }
    ArrayNode differences = report.putArray("differences");
    plan.missing().forEach(missing -> differences.add(missing.toString()));
    plan.changes().forEach(change -> differences.add(change.toString()));
    plan.conflicts().forEach(conflict -> differences.add("! " + conflict));
    return report;
  }
}
