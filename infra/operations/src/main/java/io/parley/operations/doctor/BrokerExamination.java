package io.parley.operations.doctor;

import io.parley.command.cluster.ClusterConfig;
import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicPlan;
import io.parley.infra.kafka.TopicSizing;
import io.parley.schemas.broker.BrokerFacts;
import io.parley.schemas.broker.BrokerRules;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Looks at the brokers and topics: the rules that each job asks before it starts, the differences
 * to the topic catalogue, and the copies of partitions.
 */
final class BrokerExamination implements Examination {

  @Override
  public String area() {
    return "kafka";
  }

  @Override
  public List<Finding> findings(ClusterConfig config) throws Exception {
    try (Admin admin = Admin.create(config.services().kafkaClient())) {
      TopicSizing sizing = new TopicSizing(config.replicationFactor(), config.maxPartitions());
      TopicPlan plan = new TopicDeployment(admin, config.topics(), sizing).plan();
      List<Finding> findings = new ArrayList<>(rules(admin, config));
      // A missing topic is found by the rules already.
      plan.changes()
          .forEach(
              change ->
                  findings.add(
                      Finding.fault(
                          area(),
                          "Topic %s has %s = %s; the catalogue says %s. `parley deploy topics` corrects it."
                              .formatted(
                                  change.topic(), change.key(), change.found(), change.wanted()))));
      plan.conflicts().forEach(conflict -> findings.add(Finding.fault(area(), conflict)));
      findings.addAll(new ReplicaExamination(admin, config).findings());
      return findings;
    }
  }

  /** The rules of all jobs. A rule that several jobs break in the same way is reported once. */
  private List<Finding> rules(Admin admin, ClusterConfig config)
      throws ExecutionException, InterruptedException, TimeoutException {
    BrokerFacts facts =
        BrokerFacts.ask(admin, config.topics().topics().stream().map(TopicSpec::name).toList());
    BrokerRules.Wanted wanted =
        new BrokerRules.Wanted(
            config.transactionTimeout(),
            Math.max(1, config.replicationFactor() - 1),
            config.services()::topic,
            config.services().generations()::containsKey);
    Set<String> faults = new LinkedHashSet<>();
    for (JobSpec job : JobCatalogue.load().jobs()) {
      faults.addAll(BrokerRules.faults(facts, wanted, job));
    }
    return faults.stream().map(fault -> Finding.fault(area(), fault)).toList();
  }
}
