package io.parley.routing.domain;

/**
 * A record that a gateway has written about itself.
 *
 * @param down whether the incarnation ends. Otherwise it lives
 * @param appendedAt when the broker took the record
 */
public record GatewaySign(String gatewayId, long incarnation, boolean down, long appendedAt) {}
