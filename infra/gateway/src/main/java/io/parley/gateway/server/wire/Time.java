package io.parley.gateway.server.wire;

/** The clocks of the server. Tests have one that they move. */
public interface Time {

  /** Milliseconds since 1970, to show. */
  long millis();

  /** Nanoseconds for measuring. */
  long nanos();

  /** The clocks of this machine. */
  static Time system() {
    return new Time() {
      @Override
      public long millis() {
        return System.currentTimeMillis();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }
}
