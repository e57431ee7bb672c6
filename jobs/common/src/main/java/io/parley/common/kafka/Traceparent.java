package io.parley.common.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The header that carries a trace through every hop, as W3C Trace Context defines it. A value of
 * another shape is dropped, so that nobody can smuggle anything through it.
 */
public final class Traceparent {

  public static final String HEADER = "traceparent";

  private static final int LENGTH = 55;
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private Traceparent() {}

  /** The last well-formed trace context among the headers, or null. */
  static String read(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null || header.value().length != LENGTH) {
      return null;
    }
    String value = new String(header.value(), US_ASCII);
    return SHAPE.matcher(value).matches() ? value : null;
  }

  /** Adds the header, unless the trace context is null. */
  public static void write(String traceparent, Headers headers) {
    if (traceparent != null) {
      headers.add(HEADER, traceparent.getBytes(US_ASCII));
    }
  }
}
