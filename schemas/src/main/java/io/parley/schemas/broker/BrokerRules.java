package io.parley.schemas.broker;

import io.parley.schemas.job.JobSpec;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The rules for brokers and topics without which records could be lost. Pure decisions, no I/O.
 * Each job asks them before it starts, and {@code ./parley doctor} asks them for all jobs at once.
 */
public final class BrokerRules {

  /**
   * What a deployment asks of its brokers.
   *
   * @param transactionTimeout the jobs' {@code kafka.transaction.timeout}
   * @param minInSyncReplicas the jobs' {@code kafka.min-in-sync-replicas}
   * @param topicName the name on the brokers of a topic of the catalogue
   * @param hasMoved whether a topic of the catalogue has moved to a newer generation, which may
   *     have more partitions than the catalogue says
   */
  public record Wanted(
      Duration transactionTimeout,
      int minInSyncReplicas,
      UnaryOperator<String> topicName,
      Predicate<String> hasMoved) {}

  /** The bits that an id has for the source partition: 9. */
  private static final int MOST_PARTITIONS = 512;

  /** From this level on a transaction's late write cannot end up in the next transaction. */
  private static final int SAFE_TRANSACTION_VERSION = 2;

  /** Options of the jobs, as an operator knows them. */
  private static final String TRANSACTION_TIMEOUT = "kafka.transaction.timeout";

  private static final String MIN_IN_SYNC_REPLICAS = "kafka.min-in-sync-replicas";

  /** How far a record's time may be from the broker's clock, in either direction. */
  private static final List<String> ACCEPTED_TIMES =
      List.of("message.timestamp.after.max.ms", "message.timestamp.before.max.ms");

  private final BrokerFacts broker;
  private final Wanted wanted;
  private final List<String> faults = new ArrayList<>();

  private BrokerRules(BrokerFacts broker, Wanted wanted) {
    this.broker = broker;
    this.wanted = wanted;
  }

  /** The faults of the brokers and of the topics of a job, each with its consequence. */
  public static List<String> faults(BrokerFacts broker, Wanted wanted, JobSpec job) {
    BrokerRules rules = new BrokerRules(broker, wanted);
    TopicCatalogue catalogue = TopicCatalogue.load();
    rules.checkTransactions();
    job.reads().forEach(name -> rules.checkInput(catalogue.topic(name)));
    job.writes().forEach(name -> rules.checkOutput(catalogue.topic(name)));
    return rules.faults;
  }

  private void checkTransactions() {
    if (wanted.transactionTimeout().compareTo(broker.longestTransaction()) > 0) {
      faults.add(
          "%s = '%s': the brokers allow at most %s (transaction.max.timeout.ms). They would refuse every transaction."
              .formatted(
                  TRANSACTION_TIMEOUT,
                  text(wanted.transactionTimeout()),
                  text(broker.longestTransaction())));
    }
    if (broker.transactionVersion() < SAFE_TRANSACTION_VERSION) {
      faults.add(
          "The brokers' feature transaction.version is %d; expected %d. Below it a delayed write can join a later transaction (KAFKA-17754). Raise it with kafka-features."
              .formatted(broker.transactionVersion(), SAFE_TRANSACTION_VERSION));
    }
  }

  /** In minutes, seconds or milliseconds, as Flink writes durations. */
  private static String text(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + " ms";
    }
    return duration.toSeconds() % 60 == 0
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }

  private void checkInput(TopicSpec spec) {
    String name = wanted.topicName().apply(spec.name());
    TopicFacts facts = existing(spec, name);
    if (facts == null) {
      return;
    }
    if (wanted.hasMoved().test(spec.name())) {
      if (facts.partitions() > MOST_PARTITIONS) {
        faults.add(
            "Topic %s has %d partitions; expected at most %d. An id has no room for the number of a later partition."
                .formatted(name, facts.partitions(), MOST_PARTITIONS));
      }
    } else if (facts.partitions() > spec.partitions()) {
      faults.add(
          "Topic %s has %d partitions; expected at most %d. Partitions that were added move conversations to another partition and break their order. %s"
              .formatted(
                  name,
                  facts.partitions(),
                  spec.partitions(),
                  PartitionRemedy.of(spec.partitions())));
    }
  }

  private void checkOutput(TopicSpec spec) {
    String name = wanted.topicName().apply(spec.name());
    TopicFacts facts = existing(spec, name);
    if (facts != null && spec.timestamps() == TopicSpec.Timestamps.CREATE_TIME) {
      ACCEPTED_TIMES.forEach(key -> checkAcceptedTime(name, facts, key));
    }
    if (facts != null && facts.number("max.message.bytes") < spec.maxBytes()) {
      faults.add(
          "Topic %s has max.message.bytes = %s; expected at least %d. A record that is too large to go out would restart the job for ever."
              .formatted(name, facts.setting("max.message.bytes"), spec.maxBytes()));
    }
  }

  private void checkAcceptedTime(String name, TopicFacts facts, String key) {
    if (facts.number(key) < Long.MAX_VALUE) {
      faults.add(
          "Topic %s has %s = %s; expected %d. The broker refuses a record whose time differs from its clock by more, because another broker's clock is wrong or because the job has a backlog, and the job restarts for ever. The deploy step sets it."
              .formatted(name, key, facts.setting(key), Long.MAX_VALUE));
    }
  }

  /** The topic's facts, after the checks that hold for every topic; null if it does not exist. */
  private TopicFacts existing(TopicSpec spec, String name) {
    TopicFacts facts = broker.topics().get(name);
    if (facts == null) {
      faults.add("Topic %s does not exist. Create the topics of the catalogue.".formatted(name));
      return null;
    }
    if (facts.number("min.insync.replicas") < wanted.minInSyncReplicas()) {
      faults.add(
          "Topic %s has min.insync.replicas = %s; expected at least %d (%s). An acknowledged record could be lost with one broker."
              .formatted(
                  name,
                  facts.setting("min.insync.replicas"),
                  wanted.minInSyncReplicas(),
                  MIN_IN_SYNC_REPLICAS));
    }
    expect(
        name,
        facts,
        "unclean.leader.election.enable",
        "false",
        "An out-of-date replica that becomes leader drops acknowledged records");
    expect(
        name,
        facts,
        "message.timestamp.type",
        spec.timestamps().kafkaName(),
        "Ids, deduplication and windows are dated by it");
    expect(
        name,
        facts,
        "cleanup.policy",
        spec.compacted() ? "compact" : "delete",
        "Records would go that readers rely on");
    return facts;
  }

  private void expect(String topic, TopicFacts facts, String key, String value, String why) {
    if (!facts.setting(key).equals(value)) {
      faults.add(
          "Topic %s has %s = %s; expected %s. %s."
              .formatted(topic, key, facts.setting(key), value, why));
    }
  }
}
