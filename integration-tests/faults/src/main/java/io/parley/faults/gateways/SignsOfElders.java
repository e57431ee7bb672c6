package io.parley.faults.gateways;

import io.parley.faults.DecodedTopic;
import io.parley.faults.FaultRun;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.topic.Topics;
import java.io.IOException;

/**
 * A reader of the signs of life of one gateway id. It finds signs that a process wrote after
 * another process with a higher incarnation had written one. For one thread.
 */
final class SignsOfElders implements AutoCloseable {

  private final String gateway;
  private final DecodedTopic<GatewayEvent> signs;
  private long highest;
  private long found;

  /** Reads what is written from now on. */
  SignsOfElders(FaultRun run, String gateway) {
    this.gateway = gateway;
    signs = new DecodedTopic<>(run, Topics.GATEWAYS, GatewayEvent.class);
  }

  /** How many signs so far are of a lower incarnation than a sign before them. */
  long count() throws IOException {
    for (GatewayEvent sign : signs.readToEnd()) {
      if (sign.getGatewayId().equals(gateway)) {
        found += sign.getIncarnation() < highest ? 1 : 0;
        highest = Math.max(highest, sign.getIncarnation());
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    signs.close();
  }
}
