package io.parley.common.decode;

import io.parley.common.options.KafkaOptions.LostState;
import io.parley.common.options.SignatureOptions;
import io.parley.common.registry.Registry;
import java.io.Serializable;

/**
 * The services that the first operator behind a source needs.
 *
 * @param registry opens the connection to the schema registry
 * @param inspector describes the topic that is read. It is null in tests without brokers, and then
 *     nothing is checked against them
 * @param topicPrefix stands before the names of the catalogue
 * @param lostState what happens at a start whose state is missing or old
 * @param signatures whether records of gateways must be signed
 */
public record IntakeServices(
    Registry registry,
    TopicInspector inspector,
    String topicPrefix,
    LostState lostState,
    SignatureOptions signatures)
    implements Serializable {

  /** Services of a job that checks no signatures. */
  public IntakeServices(
      Registry registry, TopicInspector inspector, String topicPrefix, LostState lostState) {
    this(registry, inspector, topicPrefix, lostState, SignatureOptions.off());
  }

  /** For tests without brokers. */
  public IntakeServices(Registry registry) {
    this(registry, null, "", LostState.REFUSE);
  }

  /** The name on the brokers of a topic of the catalogue. */
  public String topic(String catalogueName) {
    return topicPrefix + catalogueName;
  }
}
