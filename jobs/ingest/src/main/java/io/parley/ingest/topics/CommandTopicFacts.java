package io.parley.ingest.topics;

import static io.parley.schemas.broker.BrokerAnswers.await;

import io.parley.common.options.InvalidOptionsException;
import io.parley.ingest.IngestOptions;
import io.parley.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The facts about the topic of commands that the brokers know.
 *
 * @param oldestRecord how old a record can become before Kafka deletes it: its retention, and the
 *     time that its segment stays open. Negative if it is never deleted
 */
public record CommandTopicFacts(Duration oldestRecord) {

  /**
   * Asks the brokers for the facts.
   *
   * @throws InvalidOptionsException if the brokers give no answer
   */
  public static CommandTopicFacts ask(IngestOptions options) throws InterruptedException {
    String topic = options.topic(Topics.COMMANDS);
    try (Admin admin = Admin.create(options.platform().kafka().adminProperties())) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      Config config = await(admin.describeConfigs(List.of(resource)).all()).get(resource);
      long retention = millis(config, TopicConfig.RETENTION_MS_CONFIG);
      long open = millis(config, TopicConfig.SEGMENT_MS_CONFIG);
      return new CommandTopicFacts(Duration.ofMillis(retention < 0 ? -1 : retention + open));
    } catch (ExecutionException e) {
      throw unanswered(topic, e.getCause());
    } catch (TimeoutException e) {
      throw unanswered(topic, e);
    }
  }

  private static InvalidOptionsException unanswered(String topic, Throwable cause) {
    return new InvalidOptionsException(
        "Preflight",
        List.of(
            "%s: the brokers do not describe topic %s (%s). The job compares the topic's retention with %s, so it cannot start without that answer."
                .formatted(
                    IngestOptions.COMMANDS_TOPIC.key(),
                    topic,
                    cause,
                    IngestOptions.STATE_MARGIN.key())));
  }

  /**
   * Refuses a margin that would let the sweep of a quiet conversation overtake a command that lies
   * unread.
   *
   * @throws InvalidOptionsException if the margin is less than the age that a record can reach
   */
  public void requireMargin(Duration margin) {
    if (oldestRecord.isNegative() || margin.compareTo(oldestRecord) < 0) {
      throw new InvalidOptionsException(
          "Preflight",
          List.of(
              "%s = %s is less than the age that a command can reach unread (%s: retention.ms and segment.ms of the topic). State would be cleared that such a command still needs. Raise the option, or lower the topic's settings."
                  .formatted(
                      IngestOptions.STATE_MARGIN.key(),
                      margin,
                      oldestRecord.isNegative() ? "without end" : oldestRecord)));
    }
  }

  private static long millis(Config config, String key) {
    return Long.parseLong(config.get(key).value());
  }
}
