package io.parley.operations;

import io.parley.command.ServiceAddresses;
import io.parley.schemas.topic.TopicCatalogue;

/** The topics of one deployment: the catalogue's, with the names that they have on the brokers. */
public final class DeployedTopics {

  private DeployedTopics() {}

  /** The topics, with generations in place of what they replace, and with the prefix. */
  public static TopicCatalogue of(ServiceAddresses services) {
    return TopicCatalogue.load().renamed(services.generations()).withPrefix(services.topicPrefix());
  }
}
