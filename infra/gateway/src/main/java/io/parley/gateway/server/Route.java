package io.parley.gateway.server;

import io.undertow.server.HttpHandler;

/**
 * A further route of the server, for pages beside the chat.
 *
 * @param method such as GET
 * @param path a template such as {@code /stats} or {@code /api/stats/{window}}
 * @param handler the work. It runs in an I/O thread, so it dispatches before it blocks
 */
public record Route(String method, String path, HttpHandler handler) {}
