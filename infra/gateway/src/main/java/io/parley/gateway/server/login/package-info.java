/**
 * The login of the reference gateway, which is for demonstration: it believes the name that a
 * visitor gives. What is real are the tokens, which name the user and the device and cannot be
 * forged without the key. A real gateway puts its own authentication in front and implements {@link
 * io.parley.gateway.server.wire.Login}.
 */
package io.parley.gateway.server.login;
