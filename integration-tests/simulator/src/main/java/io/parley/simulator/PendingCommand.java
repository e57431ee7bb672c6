package io.parley.simulator;

import io.parley.gateway.client.ClientCommand;

/**
 * A command whose ack has not reached its device.
 *
 * @param intended when the script wanted it, in nanoTime, or {@link SentTimes#UNKNOWN}
 */
record PendingCommand(
    String clientMessageId, Device device, String conversation, Object payload, long intended) {

  ClientCommand toCommand() {
    return ClientCommand.of(clientMessageId, conversation, System.currentTimeMillis(), payload);
  }
}
