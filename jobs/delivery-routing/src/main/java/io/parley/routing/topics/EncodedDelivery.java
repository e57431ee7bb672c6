package io.parley.routing.topics;

/**
 * A delivery on its way to the topic.
 *
 * @param gatewayId the key
 * @param value in Avro's binary encoding, without the header of the wire format
 * @param timestamp brokers' time, milliseconds since 1970
 * @param traceparent the trace context of the event, or null
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
public record EncodedDelivery(String gatewayId, byte[] value, long timestamp, String traceparent) {}
