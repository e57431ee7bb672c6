package io.parley.gateway.server.wire;

import io.parley.command.Printable;

/**
 * A value of a client in a message to that client: in quotes, shortened, and with its control
 * characters escaped.
 */
final class Quoted {

  private static final int LONGEST = 40;

  private Quoted() {}

  static String of(String value) {
    if (value.length() <= LONGEST) {
      return '"' + Printable.of(value) + '"';
    }
    int end = Character.isHighSurrogate(value.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return '"'
        + Printable.of(value.substring(0, end))
        + "\"... ("
        + value.length()
        + " characters)";
  }
}
