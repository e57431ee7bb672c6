package io.parley.common.env;

import io.parley.common.decode.BrokerInspector;
import io.parley.common.decode.StartCheck;
import io.parley.common.options.InvalidOptionsException;
import io.parley.common.options.KafkaOptions;
import io.parley.common.options.KafkaOptions.LostState;
import io.parley.schemas.broker.BrokerFacts;
import io.parley.schemas.broker.BrokerRules;
import io.parley.schemas.job.JobSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The checks before a job is submitted. They run where {@code main} runs, which must reach the
 * brokers.
 */
public final class Preflight {

  private Preflight() {}

  /**
   * Refuses what would lose data.
   *
   * @param engine the settings that really apply: those of the environment, after {@link
   *     EngineOptions#applyTo}
   * @param topicName the name on the brokers of a topic of the catalogue
   * @param job which topics it reads and writes, and how its transactional ids begin
   * @throws InvalidOptionsException with all faults, if there is any; brokers that do not answer
   *     are a fault too
   */
  public static void check(
      ReadableConfig engine, KafkaOptions kafka, UnaryOperator<String> topicName, JobSpec job)
      throws InterruptedException {
    List<String> faults = new ArrayList<>(EngineRules.faults(engine, kafka));
    faults.addAll(
        asked(
            kafka,
            admin ->
                BrokerRules.faults(
                    BrokerFacts.ask(admin, job.topics().stream().map(topicName).toList()),
                    new BrokerRules.Wanted(
                        kafka.transactionTimeout(),
                        kafka.minInSyncReplicas(),
                        topicName,
                        name -> !topicName.apply(name).equals(kafka.topic(name))),
                    job)));
    if (faults.isEmpty()) {
      Duration interval = engine.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
      String ids = job.transactionalIds(kafka.idPrefix());
      faults.addAll(asked(kafka, admin -> new DuplicateJobCheck(admin, ids).faults(interval)));
      if (kafka.lostState() == LostState.REFUSE && startsWithoutState(engine)) {
        faults.addAll(asked(kafka, admin -> lostState(admin, kafka, job)));
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidOptionsException("Preflight", faults);
    }
  }

  /**
   * With high availability a job that is submitted again finds its last checkpoint by itself. Then
   * only the tasks know, and they check as well.
   */
  private static boolean startsWithoutState(ReadableConfig engine) {
    return engine.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isEmpty()
        && engine.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase("NONE");
  }

  /** Looks at every topic that the group has read, so at older generations of a topic too. */
  private static List<String> lostState(Admin admin, KafkaOptions kafka, JobSpec job)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<String> faults = new ArrayList<>();
    new BrokerInspector(kafka, job.consumerGroup(kafka.idPrefix()))
        .committed(admin)
        .forEach(
            (topic, offsets) -> StartCheck.withoutState(topic, offsets).ifPresent(faults::add));
    return faults;
  }

  private interface Question {
    List<String> faults(Admin admin)
        throws ExecutionException, InterruptedException, TimeoutException;
  }

  private static List<String> asked(KafkaOptions kafka, Question question)
      throws InterruptedException {
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      return question.faults(admin);
    } catch (ExecutionException e) {
      return List.of(unanswered(kafka, e.getCause()));
    } catch (TimeoutException | KafkaException e) {
      return List.of(unanswered(kafka, e));
    }
  }

  private static String unanswered(KafkaOptions kafka, Throwable cause) {
    return "%s = '%s': the brokers could not be asked (%s). Expected brokers that answer and let this user describe features, configurations and topics."
        .formatted(
            KafkaOptions.BOOTSTRAP_SERVERS.key(), kafka.bootstrapServers(), cause.toString());
  }
}
