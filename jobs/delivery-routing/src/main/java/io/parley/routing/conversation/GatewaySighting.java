package io.parley.routing.conversation;

/**
 * A gateway was heard of.
 *
 * @param gatewayId the gateway
 * @param seenAt when, milliseconds since 1970
 */
public record GatewaySighting(String gatewayId, long seenAt) {}
