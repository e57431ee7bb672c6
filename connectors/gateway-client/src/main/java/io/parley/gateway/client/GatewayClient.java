package io.parley.gateway.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway to Parley: everything that the contract asks of a gateway, except the connections
 * themselves. See the package comment for what it does.
 *
 * <p>Threads: all state lives on one thread of its own. Connections are called on that thread and
 * must not block. The methods of this class and of {@link ClientSession} may be called by any
 * thread.
 *
 * <p>Errors: a gateway that can no longer keep the contract (Kafka refuses its records for good, or
 * its thread throws) closes all connections with {@link CloseReason#GATEWAY_FAILED}, and {@link
 * #ended} completes exceptionally. Start a new one then. An outage of Kafka, of the registry or of
 * the history is no such error: the gateway waits.
 */
public final class GatewayClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayClient.class);
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final long LONGEST_PARK_NANOS = Duration.ofMillis(100).toNanos();

  private final GatewaySettings settings;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;
  private final Uplink uplink;
  private final Inflow inflow;
  private final GatewayThread loop;
  private final GatewayCore core;
  private final Thread thread;
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean crashing;

  GatewayClient(
      GatewaySettings settings,
      Producer<byte[], byte[]> producer,
      Consumer<byte[], byte[]> consumer,
      SchemaLookup schemas,
      HistorySource history,
      Optional<Signer> signer,
      MeterRegistry registry) {
    this.settings = settings;
    this.producer = producer;
    this.consumer = consumer;
    loop = new GatewayThread(this::poll, consumer::wakeup);
    GatewayMetrics metrics = new GatewayMetrics(registry, settings.gatewayId());
    uplink = new Uplink(settings, producer, schemas, signer, loop, metrics, this::fail);
    inflow = new Inflow(settings, consumer, schemas, loop, metrics);
    core = new GatewayCore(settings, uplink, history, loop, metrics, this::fail);
    thread = new Thread(this::run, "gateway-" + settings.gatewayId());
  }

  /** Begins to describe a gateway. */
  public static GatewayClientBuilder builder(GatewaySettings settings) {
    return new GatewayClientBuilder(settings);
  }

  /**
   * Starts: goes to the ends of the gateway's partitions, and begins an incarnation. Connections
   * are accepted when this returns. To be called once.
   *
   * @throws IllegalStateException if a topic or schema is missing, Kafka or the registry does not
   *     answer, or the gateway is closed meanwhile; the gateway has ended then
   */
  public void start() {
    thread.start();
    try {
      started.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "Gateway " + settings.gatewayId() + " cannot start", e.getCause());
    }
  }

  /**
   * A device has connected, and the server has authenticated its user. If the gateway has ended,
   * the connection is not called and nothing happens; see {@link #ended}.
   *
   * @throws IllegalArgumentException if an id is not valid
   */
  public ClientSession onConnect(String userId, String deviceId, ClientConnection connection) {
    DeviceKey key = new DeviceKey(Ids.check("user_id", userId), Ids.check("device_id", deviceId));
    DeviceSession session = core.session(key, connection);
    loop.execute(() -> core.open(session));
    return session;
  }

  /** Completes when the gateway has ended; exceptionally if it has failed. */
  public CompletionStage<Void> ended() {
    return ended.minimalCompletionStage();
  }

  /**
   * Shuts down: ends all sessions with DISCONNECTED and the incarnation with DOWN, and waits until
   * Kafka has that, for at most 10 s. If Kafka is away for longer, the router ends the sessions by
   * the lease. Connections are closed with {@link CloseReason#SHUTDOWN}. Does nothing if the
   * gateway has ended. Called by a connection, on the gateway's thread, it does not wait.
   */
  @Override
  public void close() {
    loop.execute(
        () -> {
          core.end();
          loop.stop();
        });
    awaitEnd();
  }

  /**
   * Dies as a killed process does: nothing is written any more, not even what the producer still
   * holds, and connections are not told. For tests and simulations.
   */
  public void crash() {
    crashing = true;
    loop.stop();
    awaitEnd();
  }

  /**
   * Stands still for a while as a process does that the machine has suspended: it reads nothing,
   * says nothing, and then goes on where it was. For tests and simulations.
   */
  public void freeze(Duration time) {
    loop.execute(
        () -> {
          long end = System.nanoTime() + time.toNanos();
          while (end - System.nanoTime() > 0 && !crashing) {
            LockSupport.parkNanos(Math.min(end - System.nanoTime(), LONGEST_PARK_NANOS));
          }
        });
  }

  private void awaitEnd() {
    if (thread.getState() == Thread.State.NEW || thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      uplink.lookUpSchemas();
      inflow.goToTheEnds();
      uplink.findTopics();
      core.begin(() -> started.complete(null));
      loop.run();
      closeClients();
      started.completeExceptionally(
          new IllegalStateException("The gateway was closed before Kafka took its first record"));
      ended.complete(null);
    } catch (RuntimeException | Error | RegistryUnavailableException e) {
      if (started.isDone()) { // Otherwise start() throws it.
        LOG.error("Gateway {} has failed", settings.gatewayId(), e);
      }
      core.abandon(CloseReason.GATEWAY_FAILED);
      closeClients();
      started.completeExceptionally(e);
      ended.completeExceptionally(e);
    }
  }

  private void poll(Duration patience) {
    inflow.poll(patience, core);
  }

  /** On the gateway's thread: what was thrown here ends it. */
  private void fail(Exception cause) {
    throw new IllegalStateException(
        "Kafka refuses a record of gateway " + settings.gatewayId() + " for good", cause);
  }

  private void closeClients() {
    closeClient(() -> producer.close(crashing ? Duration.ZERO : CLOSING));
    closeClient(consumer::close);
  }

  private void closeClient(Runnable closing) {
    try {
      closing.run();
    } catch (RuntimeException e) {
      LOG.warn(
          "Gateway {} has not closed a client of Kafka: {}", settings.gatewayId(), e.toString());
    }
  }
}
