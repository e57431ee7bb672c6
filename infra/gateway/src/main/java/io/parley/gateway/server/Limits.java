package io.parley.gateway.server;

import java.time.Duration;

/**
 * The limits of a gateway's connections. PROTOCOL.md has a table of them.
 *
 * @param mostFrameBytes most bytes of one frame of a client, in UTF-8
 * @param framesPerSecond frames per second that a connection may send for long
 * @param burst frames that a connection may send at once after a pause
 * @param hello time from the connection until its first frame
 * @param request time that a client has to send the body of an HTTP request, and again to take the
 *     answer
 * @param idle time without any frame of the client after which the connection is closed
 * @param mostConnections most connections of one gateway
 * @param mostFaults most faulty frames of one connection
 * @param mostUnsentBytes bytes that wait for a slow client before the gateway holds back more
 */
public record Limits(
    int mostFrameBytes,
    int framesPerSecond,
    int burst,
    Duration hello,
    Duration request,
    Duration idle,
    int mostConnections,
    int mostFaults,
    int mostUnsentBytes) {

  /** The defaults. The command line may set the number of connections. */
  public static Limits defaults() {
    return new Limits(
        64 * 1024,
        50,
        200,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        10_000,
        100,
        256 * 1024);
  }

  /** The same with another rate. */
  public Limits withRate(int perSecond, int newBurst) {
    return new Limits(
        mostFrameBytes,
        perSecond,
        newBurst,
        hello,
        request,
        idle,
        mostConnections,
        mostFaults,
        mostUnsentBytes);
  }

  /** The same with another number of connections. */
  public Limits withMostConnections(int most) {
    return new Limits(
        mostFrameBytes,
        framesPerSecond,
        burst,
        hello,
        request,
        idle,
        most,
        mostFaults,
        mostUnsentBytes);
  }

  /** The same with other patience for the body of a request and for its answer. */
  public Limits withRequest(Duration newRequest) {
    return new Limits(
        mostFrameBytes,
        framesPerSecond,
        burst,
        hello,
        newRequest,
        idle,
        mostConnections,
        mostFaults,
        mostUnsentBytes);
  }
}
