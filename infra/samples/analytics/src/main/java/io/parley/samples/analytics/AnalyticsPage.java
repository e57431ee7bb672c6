package io.parley.samples.analytics;

import io.parley.command.ServiceAddresses;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** The page and what feeds it, from the start until {@link #close}. */
public final class AnalyticsPage implements AutoCloseable {

  private final Figures figures = new Figures();
  private final AnalyticsServer server;
  private final ConfluentSchemaLookup schemas;
  private final TopicFollower follower;

  /**
   * Serves the page on this machine, and begins to read.
   *
   * @param port 0 stands for a free one
   * @throws java.net.BindException if the port is taken
   */
  public AnalyticsPage(ServiceAddresses services, int port) throws IOException {
    server =
        new AnalyticsServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), figures::json);
    schemas = services.connectRegistry();
    follower =
        new TopicFollower(
            TopicFollower.consumer(services.kafkaClient()), schemas, services::topic, figures);
    follower.start();
  }

  /** Where the page is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.port() + "/");
  }

  @Override
  public void close() throws IOException {
    server.close();
    follower.close();
    schemas.close();
  }
}
