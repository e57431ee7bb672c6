package io.parley.simulator;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.command.ServiceAddresses;
import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.ClientSession;
import io.parley.gateway.client.GatewayClient;
import io.parley.gateway.client.GatewayClientBuilder;
import io.parley.gateway.client.GatewaySettings;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RetriableException;

/**
 * A pool of gateways, each a {@link GatewayClient}. A gateway can crash, which ends all its
 * connections, and comes back with a higher incarnation. A gateway can also get a successor while
 * it still runs, see {@link #succeed}. Only for the thread that {@code owner} runs tasks on.
 */
public final class GatewayPool implements AutoCloseable {

  /** The script limits the commands under way, so the gateway need not. */
  private static final int MOST_PENDING = 100_000;

  private static final long BETWEEN_STARTS_MILLIS = 1_000;

  private final UnaryOperator<GatewaySettings> settings;
  private final ServiceAddresses stack;
  private final String name;
  private final MeterRegistry metrics;
  private final Consumer<Runnable> owner;
  private final ConfluentSchemaLookup registry;
  private final HistoryClient history;
  private final List<GatewayClient> gateways = new ArrayList<>();

  /** Gateways that run beside their successors. */
  private final List<GatewayClient> elders = new ArrayList<>();

  /** With those that the owner has not been given yet, and never is if it has ended. */
  private final Set<GatewayClient> running = ConcurrentHashMap.newKeySet();

  private final ExecutorService repairs =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "gateway-repairs"));
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * Starts gateways.
   *
   * @param name begins their ids; two pools on one stack need two
   * @param owner runs a task on the thread that uses the pool
   */
  public GatewayPool(
      ServiceAddresses stack,
      String name,
      int count,
      MeterRegistry metrics,
      Consumer<Runnable> owner) {
    this(stack, name, count, metrics, owner, UnaryOperator.identity());
  }

  /**
   * Starts gateways with other settings.
   *
   * @param settings changes the settings of each gateway
   */
  public GatewayPool(
      ServiceAddresses stack,
      String name,
      int count,
      MeterRegistry metrics,
      Consumer<Runnable> owner,
      UnaryOperator<GatewaySettings> settings) {
    this.settings = settings;
    this.stack = stack;
    this.name = name;
    this.metrics = metrics;
    this.owner = owner;
    registry = stack.connectRegistry();
    history = new HistoryClient(stack);
    for (int number = 0; number < count; number++) {
      gateways.add(start(number));
    }
  }

  /** The history that the gateways read. Safe for use by any thread. */
  HistoryClient history() {
    return history;
  }

  private GatewayClient start(int number) {
    String id = id(number);
    GatewayClientBuilder builder =
        GatewayClient.builder(
                settings.apply(
                    GatewaySettings.of(id)
                        .withTopicNames(stack::topic)
                        .withMostPendingCommands(MOST_PENDING)))
            .kafka(stack.kafkaClient())
            .schemas(registry)
            .history(history)
            .metrics(metrics);
    stack.signingKey(id).ifPresent(builder::signedWith);
    GatewayClient gateway = builder.build();
    gateway.start();
    running.add(gateway);
    var unused =
        gateway
            .ended()
            .whenComplete(
                (nothing, failure) -> {
                  if (failure != null) {
                    owner.accept(() -> fail(number, failure));
                  }
                });
    return gateway;
  }

  private void fail(int number, Throwable failure) {
    throw new IllegalStateException("Gateway %s failed".formatted(id(number)), failure);
  }

  /** The id of a gateway. May be called by any thread. */
  String id(int number) {
    return name + "-" + (number + 1);
  }

  /** The numbers of the gateways that are up. */
  public List<Integer> up() {
    return IntStream.range(0, gateways.size())
        .filter(number -> gateways.get(number) != null)
        .boxed()
        .toList();
  }

  /** Connects a device to a gateway that is up. */
  public ClientSession connect(
      int number, String user, String device, ClientConnection connection) {
    return gateways.get(number).onConnect(user, device, connection);
  }

  /**
   * Crashes a gateway that is up. A new incarnation is started a second later. If Kafka or the
   * schema registry does not answer then, the start is tried again every second.
   */
  public void crash(int number) {
    GatewayClient dead = gateways.set(number, null);
    repairs.execute(
        () -> {
          end(dead);
          startAgain(number);
        });
  }

  /**
   * Starts a successor of a gateway that is up, a second later and under the same id, as a
   * supervisor does that takes a frozen process for dead. The gateway itself is not ended. It keeps
   * its connections until {@link #crashElders}, but takes no new ones.
   */
  void succeed(int number) {
    elders.add(gateways.set(number, null));
    repairs.execute(() -> startAgain(number));
  }

  /** Crashes all gateways that run beside their successors, before any later start of a gateway. */
  void crashElders() {
    List<GatewayClient> dying = List.copyOf(elders);
    elders.clear();
    repairs.execute(() -> dying.forEach(this::end));
  }

  private void end(GatewayClient gateway) {
    gateway.crash();
    running.remove(gateway);
  }

  /** Starts a gateway as a supervisor of processes does: one that cannot start is tried again. */
  private void startAgain(int number) {
    try {
      while (!closing.await(BETWEEN_STARTS_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          GatewayClient next = start(number);
          owner.accept(() -> gateways.set(number, next));
          return;
        } catch (IllegalStateException e) {
          if (!isOutage(e.getCause())) {
            throw e;
          }
        }
      }
    } catch (InterruptedException | RuntimeException e) {
      owner.accept(() -> fail(number, e));
    }
  }

  private static boolean isOutage(Throwable cause) {
    return cause instanceof RegistryUnavailableException || cause instanceof RetriableException;
  }

  /** Freezes a gateway that is up for a while. It keeps its sessions, and says nothing. */
  public void freeze(int number, Duration time) {
    gateways.get(number).freeze(time);
  }

  /** Shuts all gateways down, which ends all sessions. */
  @Override
  public void close() {
    closing.countDown();
    repairs.shutdown();
    try {
      repairs.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.forEach(GatewayClient::close);
    history.close();
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
