package io.parley.operations.deploy;

import io.parley.command.CommandFailure;
import io.parley.command.cluster.ClusterConfig;
import org.apache.kafka.common.KafkaException;

/** Explains an exception of Kafka's client to a person. */
final class KafkaFailure {

  private KafkaFailure() {}

  static CommandFailure of(ClusterConfig config, KafkaException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new CommandFailure(
        "Kafka at %s cannot be reached as configured: %s. Check kafka.bootstrap-servers, security-protocol, user and the files of --config."
            .formatted(config.services().bootstrapServers(), cause.getMessage()));
  }
}
