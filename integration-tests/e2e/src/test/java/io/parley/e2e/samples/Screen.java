package io.parley.e2e.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What a program has printed so far. Safe for use by several threads. */
public final class Screen extends ByteArrayOutputStream {

  /** The stream to give to the program. */
  public PrintStream stream() {
    return new PrintStream(this, true, UTF_8);
  }

  /** The text so far. */
  public String text() {
    return toString(UTF_8);
  }
}
