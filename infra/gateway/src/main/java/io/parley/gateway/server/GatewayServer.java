package io.parley.gateway.server;

import com.datastax.oss.driver.api.core.CqlSession;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.command.ServiceAddresses;
import io.parley.gateway.client.GatewayClient;
import io.parley.gateway.client.GatewayClientBuilder;
import io.parley.gateway.client.GatewaySettings;
import io.parley.gateway.server.history.ChatTables;
import io.parley.gateway.server.http.ChatApi;
import io.parley.gateway.server.http.WebServer;
import io.parley.gateway.server.login.Tokens;
import io.parley.gateway.server.wire.Bye;
import io.parley.gateway.server.wire.Connections;
import io.parley.gateway.server.wire.Time;
import io.parley.gateway.server.wire.WireMetrics;
import io.parley.infra.scylla.history.HistoryReader;
import io.parley.infra.scylla.history.StoredHistory;
import io.parley.schemas.signature.SigningKey;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reference gateway: people's WebSockets on one side, Parley's topics and tables on the other.
 *
 * <p>It keeps nothing that matters. A command without an ack is sent again by its client, an event
 * without a receipt comes again by SYNC, and tokens outlive the process. So it may be killed at any
 * time.
 *
 * <p>If the gateway library fails for good, all connections are closed, {@link #ended} completes
 * exceptionally, and the process should end and be started again.
 */
public final class GatewayServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
  private static final long MILLIS_FOR_BYES = 500;

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "connections"));
  private final CqlSession cql;
  private final ConfluentSchemaLookup schemas;
  private final StoredHistory history;
  private final GatewayClient gateway;
  private final Connections connections;
  private final WebServer web;
  private volatile boolean healthy = true;

  /** Connects to the database and the registry. Neither Kafka nor the port is touched yet. */
  public GatewayServer(ServerOptions options, ServiceAddresses services) throws IOException {
    Optional<SigningKey> signing = services.signingKey(options.gatewayId());
    Tokens tokens = Tokens.of(options.keyFile(), Time.system());
    cql = services.connectCql();
    schemas = services.connectRegistry();
    HistoryReader reader = new HistoryReader(cql, services.keyspace());
    history = new StoredHistory(reader);
    GatewayClientBuilder builder =
        GatewayClient.builder(
                GatewaySettings.of(options.gatewayId()).withTopicNames(services::topic))
            .kafka(services.kafkaClient())
            .schemas(schemas)
            .history(history)
            .metrics(metrics);
    signing.ifPresent(builder::signedWith);
    gateway = builder.build();
    connections =
        new Connections(
            new Connections.Shared(
                options.gatewayId(),
                gateway::onConnect,
                tokens,
                options.limits(),
                Time.system(),
                new WireMetrics(metrics)));
    ChatApi api =
        new ChatApi(
            new ChatTables(cql, services.keyspace()), reader.within(StoredHistory.PATIENCE));
    web =
        new WebServer(
            options, new WebServer.Parts(tokens, api, connections, metrics, () -> healthy));
  }

  /**
   * Starts the gateway, and takes connections when Parley knows it. If that fails, everything is
   * closed.
   *
   * @throws RuntimeException if Kafka or the registry is not there, a topic is missing, or the port
   *     is taken
   */
  public void start() {
    try {
      gateway.start();
      gateway.ended().whenComplete((nothing, failure) -> onEnd());
      web.start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    var unused = timer.scheduleWithFixedDelay(connections::sweep, 1, 1, TimeUnit.SECONDS);
  }

  private void onEnd() {
    healthy = false;
    connections.end(Bye.GATEWAY_FAILED);
  }

  /** The port on which it listens. */
  public int port() {
    return web.port();
  }

  /** Completes when the gateway has ended; exceptionally if it has failed. */
  public CompletionStage<Void> ended() {
    return gateway.ended();
  }

  /**
   * Shuts down: takes no connection any more, tells all clients, ends all sessions with
   * DISCONNECTED and the incarnation with DOWN.
   */
  @Override
  public void close() {
    healthy = false;
    timer.shutdownNow();
    connections.end(Bye.SHUTDOWN);
    gateway.close();
    awaitByes();
    web.close();
    history.close();
    closeSchemas();
    cql.close();
    LOG.info("The gateway has ended");
  }

  private void closeSchemas() {
    try {
      schemas.close();
    } catch (IOException e) {
      LOG.warn("The registry's client has not closed: {}", e.toString());
    }
  }

  private void awaitByes() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS_FOR_BYES);
    try {
      while (connections.size() > 0 && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
