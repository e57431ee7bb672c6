package io.parley.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import io.parley.simulator.Micros;
import org.HdrHistogram.Histogram;

/**
 * What was measured outside the warm-up and the recovery, unless it says otherwise.
 *
 * @param sendToAck microseconds from when a command was meant to be sent to its ack
 * @param sendToDelivery microseconds from when a message was meant to be sent to each device
 * @param delivered events that reached a device for the first time
 * @param redelivered deliveries that the gateway had already for the same session
 * @param redeliveredShareInAll redeliveries as a share of all deliveries of the talk, 0 to 1, with
 *     those of the recovery and of people who come back
 * @param handedAgain events that a device had already when it came back
 */
record Measured(
    Histogram sendToAck,
    Histogram sendToDelivery,
    long delivered,
    long redelivered,
    double redeliveredShareInAll,
    long handedAgain) {

  static Measured of(Fleet fleet) {
    return new Measured(
        fleet.sendToAck().measured(),
        fleet.sendToDelivery().measured(),
        fleet.measuring().of(Count.DELIVERED),
        fleet.measuring().of(Count.REPEATED_DELIVERIES),
        share(fleet.tally().of(Count.REPEATED_DELIVERIES), fleet.tally().of(Count.DELIVERED)),
        fleet.measuring().of(Count.HANDED_AGAIN));
  }

  /** Redeliveries as a share of all deliveries, 0 to 1. */
  double redeliveredShare() {
    return share(redelivered, delivered);
  }

  private static double share(long redelivered, long delivered) {
    return redelivered == 0 ? 0 : (double) redelivered / (delivered + redelivered);
  }

  ObjectNode json(ObjectMapper mapper) {
    ObjectNode json = mapper.createObjectNode();
    json.set("send_to_ack_ms", latency(mapper, sendToAck));
    json.set("send_to_delivery_ms", latency(mapper, sendToDelivery));
    json.put("delivered", delivered);
    json.put("redelivered", redelivered);
    json.put("redelivered_share", redeliveredShare());
    json.put("redelivered_share_in_all", redeliveredShareInAll);
    json.put("handed_again", handedAgain);
    return json;
  }

  private static ObjectNode latency(ObjectMapper mapper, Histogram histogram) {
    ObjectNode json = mapper.createObjectNode();
    json.put("count", histogram.getTotalCount());
    json.put("p50", Micros.millisAt(histogram, 50));
    json.put("p99", Micros.millisAt(histogram, 99));
    json.put("max", Micros.toMillis(histogram.getMaxValue()));
    return json;
  }
}
