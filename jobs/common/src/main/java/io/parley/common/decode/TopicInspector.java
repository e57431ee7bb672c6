package io.parley.common.decode;

import java.io.Serializable;

/** Asks the brokers about an input topic, in the task that is about to read it. */
@FunctionalInterface
public interface TopicInspector extends Serializable {

  /**
   * Asks about a topic.
   *
   * @param topic name on the brokers
   * @throws Exception if the brokers give no answer: the task fails and is started again
   */
  InputTopic inspect(String topic) throws Exception;
}
