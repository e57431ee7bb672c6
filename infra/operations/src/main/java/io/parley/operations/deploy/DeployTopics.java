package io.parley.operations.deploy;

import io.parley.command.cluster.ClusterConfig;
import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicPlan;
import io.parley.infra.kafka.TopicSizing;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;

/** The command {@code deploy topics}. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    header = "Creates the topics of the catalogue and corrects their settings.",
    description = {
      "",
      "What cannot be corrected in place (partitions, kind of timestamps, compaction, replicas) is"
          + " refused and explained, and then nothing is changed at all.",
      ""
    })
final class DeployTopics extends DeployStep {

  @Override
  void run(ClusterConfig config, boolean apply, List<Change> changes) {
    try (Admin admin = Admin.create(config.services().kafkaClient())) {
      TopicDeployment topics =
          new TopicDeployment(
              admin,
              config.topics(),
              new TopicSizing(config.replicationFactor(), config.maxPartitions()));
      add(apply ? topics.apply() : topics.plan(), changes);
    }
  }

  private static void add(TopicPlan plan, List<Change> changes) {
    plan.missing()
        .forEach(
            topic ->
                changes.add(
                    Change.create(
                        "%s: %d partitions, %d copies, %s"
                            .formatted(
                                topic.topic(),
                                topic.partitions(),
                                topic.replicationFactor(),
                                topic.config()))));
    plan.changes()
        .forEach(
            change ->
                changes.add(
                    new Change(
                        Change.Kind.CHANGE,
                        "%s: %s is %s, becomes %s"
                            .formatted(
                                change.topic(), change.key(), change.found(), change.wanted()))));
    plan.conflicts().forEach(conflict -> changes.add(Change.refuse(conflict)));
  }
}
