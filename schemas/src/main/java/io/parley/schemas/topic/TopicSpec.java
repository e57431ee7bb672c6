package io.parley.schemas.topic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One topic of the catalogue.
 *
 * @param key the meaning of the record key, in words; always a UTF-8 string
 * @param valueSchema schema of the value; empty if the values are bytes without a schema of ours
 * @param partitions number of partitions in production
 * @param retention how long records stay; empty if the topic is compacted
 * @param maxBytes largest record batch the broker takes
 * @param whenLost what a job does when Kafka has deleted records that it has not read
 * @param ordering what a reader may rely on
 * @param newerGeneration whether the topic has taken over from the catalogue's. It may have another
 *     number of partitions
 */
public record TopicSpec(
    String name,
    String key,
    Optional<Schema> valueSchema,
    int partitions,
    Optional<Duration> retention,
    Timestamps timestamps,
    int maxBytes,
    WhenLost whenLost,
    String ordering,
    List<String> writtenBy,
    List<String> readBy,
    String doc,
    boolean newerGeneration) {

  /** What a job does when Kafka has deleted records of a topic that it has not read. */
  public enum WhenLost {
    /** Fails, until a person has decided: what was in the records matters. */
    FAIL,
    /** Goes on at the oldest record that is left: what is older has no value any more. */
    SKIP
  }

  /** Whose clock sets the timestamp of the records of a topic. */
  public enum Timestamps {
    /**
     * The broker's clock, when the broker takes the record. For input topics, because the clocks of
     * their producers are not trusted.
     */
    LOG_APPEND_TIME("LogAppendTime"),
    /** The producer, which gives the event time of the record. */
    CREATE_TIME("CreateTime");

    private final String kafkaName;

    Timestamps(String kafkaName) {
      this.kafkaName = kafkaName;
    }

    /** The value of the topic configuration {@code message.timestamp.type}. */
    public String kafkaName() {
      return kafkaName;
    }
  }

  public TopicSpec {
    writtenBy = List.copyOf(writtenBy);
    readBy = List.copyOf(readBy);
  }

  /** The same topic under another name. */
  public TopicSpec named(String other) {
    return named(other, newerGeneration);
  }

  /** A newer generation of the topic, which has another name. */
  TopicSpec movedTo(String other) {
    return named(other, true);
  }

  private TopicSpec named(String other, boolean isNewer) {
    return new TopicSpec(
        other,
        key,
        valueSchema,
        partitions,
        retention,
        timestamps,
        maxBytes,
        whenLost,
        ordering,
        writtenBy,
        readBy,
        doc,
        isNewer);
  }

  /** Whether the last record of each key stays for ever. */
  public boolean compacted() {
    return retention.isEmpty();
  }

  /** The registry subject of the value schema. */
  public String subject() {
    return name + "-value";
  }
}
