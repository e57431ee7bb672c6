/**
 * The command {@code chat}: Parley with two reference gateways, for two people with browsers.
 * {@link io.parley.demo.chat.ChatDevice} speaks the gateways' protocol, for the first conversations
 * and for tests.
 */
package io.parley.demo.chat;
