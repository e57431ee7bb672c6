/**
 * The reference gateway: a WebSocket and REST server between people's browsers and Parley. Start
 * with {@link io.parley.gateway.server.GatewayServer}; PROTOCOL.md beside this module is the
 * contract with the clients.
 *
 * <ul>
 *   <li>{@code wire}: the protocol, without a network.
 *   <li>{@code http}: the HTTP server.
 *   <li>{@code history}: reads from the database.
 *   <li>{@code login}: tokens.
 * </ul>
 *
 * <p>The web server library is Undertow. It is a library without a container, has WebSockets,
 * routing and static files in one jar, and brings only jars of its own family: no Netty, which the
 * ScyllaDB driver pins to another version than Vert.x does, no SLF4J 2, which Jetty and Javalin
 * need and the log4j binding of this build does not serve, and no JSON library. It runs on Java 17
 * and is kept by the people of WildFly.
 */
package io.parley.gateway.server;
