package io.parley.routing.domain;

/**
 * A gateway's record, as the router needs it.
 *
 * @param down whether the incarnation ends; otherwise it lives
 * @param appendedAt when the broker took the record
 */
public record GatewaySign(String gatewayId, long incarnation, boolean down, long appendedAt) {}
