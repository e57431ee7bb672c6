/**
 * The HTTP server of the gateway on Undertow: routes, REST answers, the page, and the network side
 * of WebSockets. What a frame means is in {@link io.parley.gateway.server.wire}.
 */
package io.parley.gateway.server.http;
