/**
 * The protocol between a client and the gateway, as PROTOCOL.md has it, without the network.
 *
 * <p>{@link io.parley.gateway.server.wire.Connection} has the state of one WebSocket: it reads
 * frames, passes them on to the gateway library, and writes what the library hands over. A client
 * is not trusted: each fault becomes an {@code error} frame.
 */
package io.parley.gateway.server.wire;
