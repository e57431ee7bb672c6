/** The reference gateway: WebSocket and REST for people, Kafka behind it. */
package io.parley.gateway.server;
