package io.parley.simulator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.command.ServiceAddresses;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A fleet of simulated devices on a running stack, see the package comment. Its methods may be
 * called by any thread. Methods that wait throw {@link MissedDeadline} at their deadline, and
 * another {@link IOException} if the fleet's thread has failed.
 */
public final class Fleet implements AutoCloseable {

  private static final long NANOS_BETWEEN_CHECKS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int SHOWN = 10;

  /** A wait of a caller. It is done when {@code missing} names nothing. */
  private record Wait(Supplier<List<String>> missing, CompletableFuture<Void> done) {}

  private final FleetSettings settings;
  private final Script script;
  private final Tally tally;
  private final Measuring measuring;
  private final Latency sendToAck;
  private final Latency sendToDelivery;
  private final Conversations conversations = new Conversations();
  private final FleetThread tasks = new FleetThread();
  private final GatewayPool gateways;
  private final Devices devices;
  private final People people;
  private final ChurnSchedule churn;
  private final List<Wait> waits = new ArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "fleet");
  private volatile boolean closing;
  private volatile int inFlight;

  private Optional<Act> nextAct = Optional.empty();
  private boolean talking;
  private boolean hurrying;
  private long talkBegan;
  private long nextCheck = System.nanoTime();

  /** Connects to the stack and starts the gateways. No device connects before {@link #open}. */
  public Fleet(ServiceAddresses stack, FleetSettings settings, Script script) {
    this(stack, settings, script, new SimpleMeterRegistry());
  }

  /**
   * The same, with a registry for the metrics of the gateways.
   *
   * @param metrics keeps the metrics of this fleet's gateways only
   */
  public Fleet(
      ServiceAddresses stack, FleetSettings settings, Script script, MeterRegistry metrics) {
    this.settings = settings;
    this.script = script;
    this.tally = new Tally(metrics);
    this.measuring = new Measuring(tally);
    this.sendToAck = new Latency(measuring);
    this.sendToDelivery = new Latency(measuring);
    SplittableRandom random = new SplittableRandom(settings.seed());
    SentTimes sentTimes = new SentTimes(settings.tag());
    gateways =
        new GatewayPool(
            stack, "gw-" + settings.tag(), settings.gateways(), metrics, tasks::execute);
    devices =
        new Devices(
            settings,
            gateways,
            sentTimes,
            tasks,
            new SeededRandom(random.split()),
            tally,
            sendToDelivery);
    people =
        new People(
            settings,
            devices,
            conversations,
            sentTimes,
            new SeededRandom(random.split()),
            tally,
            sendToAck);
    churn =
        new ChurnSchedule(
            settings, devices, gateways, tasks, new SeededRandom(random.split()), tally);
  }

  /**
   * Connects all devices, does the script's opening, and waits until it has reached all devices.
   */
  public void open(Duration deadline) throws IOException {
    thread.start();
    tasks.execute(() -> script.opening().forEach(act -> people.act(act, SentTimes.UNKNOWN)));
    await("the opening", this::missing, deadline);
  }

  /** Starts the script's clock and the churn of devices. */
  public void talk() {
    tasks.execute(
        () -> {
          churn.begin();
          talkBegan = System.nanoTime();
          nextAct = script.next();
          talking = true;
        });
  }

  /**
   * Ignores the script's times from now on: the next act is done as soon as fewer commands are
   * without an ack than the settings allow.
   */
  public void hurry() {
    tasks.execute(() -> hurrying = true);
  }

  /** Crashes a gateway, if it is up, and starts its next incarnation. */
  public void crashGateway(int number) {
    tasks.execute(
        () -> {
          if (gateways.up().contains(number)) {
            churn.crash(number);
          }
        });
  }

  /** Freezes a gateway that is up for a while, with all its sessions. */
  public void freezeGateway(int number, Duration time) {
    tasks.execute(() -> gateways.freeze(number, time));
  }

  /**
   * Starts a successor of a gateway that is up, under the same id, while the gateway itself still
   * runs. Its devices connect anew, and it does not notice for half a minute. This is against the
   * contract, by which a gateway id belongs to one running process.
   */
  public void succeedGateway(int number) {
    tasks.execute(
        () -> {
          if (gateways.up().contains(number)) {
            gateways.succeed(number);
            devices.all().stream()
                .filter(device -> device.isHeldBy(number))
                .forEach(devices::moveUnnoticed);
          }
        });
  }

  /** Crashes all gateways that run beside their successors. */
  public void crashElders() {
    tasks.execute(gateways::crashElders);
  }

  /** The id of a gateway. */
  public String gatewayId(int number) {
    return gateways.id(number);
  }

  /**
   * Moves all devices to other connections at once. The gateways notice the end of the old
   * connections later.
   */
  public void moveAll() {
    tasks.execute(() -> devices.all().forEach(devices::move));
  }

  /** Ends the script before its end. */
  public void stopTalking() {
    tasks.execute(
        () -> {
          nextAct = Optional.empty();
          talking = false;
        });
  }

  /** Waits until all acts of the script are done. */
  public void awaitEndOfScript(Duration deadline) throws IOException {
    await("the end of the script", () -> talking ? List.of("acts") : List.of(), deadline);
  }

  /**
   * Connects all devices and waits until every command is acked, and every device of every member
   * holds every event and has read it. The connections stay.
   *
   * @throws MissedDeadline at the deadline, with a message that names the missing events and acks
   */
  public void drain(Duration deadline) throws IOException {
    stopTalking();
    tasks.execute(churn::callHome);
    await("all devices to have all events", this::missingOrUnread, deadline);
  }

  private void await(String what, Supplier<List<String>> missing, Duration deadline)
      throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    tasks.execute(() -> waits.add(new Wait(missing, done)));
    try {
      CompletableFuture.anyOf(done, ended).get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (!done.isDone()) {
        throw new IOException("The fleet was closed while waiting for " + what);
      }
    } catch (TimeoutException e) {
      throw new MissedDeadline(
          "Waited %s in vain for %s: %s".formatted(deadline, what, askWhatIsMissing(missing)));
    } catch (ExecutionException e) {
      throw new IOException("The fleet failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + what, e);
    }
  }

  private String askWhatIsMissing(Supplier<List<String>> missing) throws IOException {
    CompletableFuture<List<String>> answer = new CompletableFuture<>();
    tasks.execute(() -> answer.complete(missing.get()));
    try {
      List<String> all = answer.get(1, TimeUnit.MINUTES);
      return all.size() + " missing, such as " + all.subList(0, Math.min(SHOWN, all.size()));
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The fleet's thread does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  public Tally tally() {
    return tally;
  }

  /** When this fleet measures. It does not until told. */
  public Measuring measuring() {
    return measuring;
  }

  /** The time from when a command was meant to be sent until its ack reached the device. */
  public Latency sendToAck() {
    return sendToAck;
  }

  /**
   * The time from when a message was meant to be sent until it reached a device. Each device that
   * was connected all that time counts once.
   */
  public Latency sendToDelivery() {
    return sendToDelivery;
  }

  /** What ended the fleet's thread, if anything did: nobody talks any more since then. */
  public Optional<Throwable> failure() {
    return ended.isCompletedExceptionally()
        ? Optional.of(ended.handle((none, failure) -> failure).join())
        : Optional.empty();
  }

  /**
   * Checks that the fleet's thread has not failed.
   *
   * @throws IllegalStateException if it has, with the cause
   */
  public void requireAlive() {
    failure()
        .ifPresent(
            failure -> {
              throw new IllegalStateException(
                  "Nobody talks any more, because the fleet has failed", failure);
            });
  }

  /** Commands without an ack. */
  public int inFlight() {
    return inFlight;
  }

  private void run() {
    try {
      while (!closing) {
        turn();
      }
      ended.complete(null);
    } catch (RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  private void turn() {
    tasks.turn();
    followScript();
    inFlight = people.inFlight();
    check();
  }

  private void followScript() {
    while (talking && people.inFlight() < settings.inFlight()) {
      if (nextAct.isEmpty()) {
        talking = false;
        return;
      }
      Act act = nextAct.get();
      long now = System.nanoTime();
      long intended = hurrying ? now : talkBegan + act.at().toNanos();
      if (intended - now > 0) {
        return;
      }
      people.act(act, intended);
      nextAct = script.next();
    }
  }

  private void check() {
    if (System.nanoTime() - nextCheck >= 0) {
      nextCheck = System.nanoTime() + NANOS_BETWEEN_CHECKS;
      waits.removeIf(wait -> wait.missing().get().isEmpty() && wait.done().complete(null));
    }
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (people.inFlight() > 0) {
      missing.add("the acks of " + people.inFlight() + " commands");
    }
    conversations
        .all()
        .forEach(
            (conversation, state) ->
                state.members().stream()
                    .flatMap(user -> devices.of(user).stream())
                    .forEach(
                        device -> {
                          long has = device.inbox(conversation).events();
                          if (has != state.events()) {
                            missing.add(
                                "%s has %d of the %d events of %s"
                                    .formatted(device, has, state.events(), conversation));
                          }
                        }));
    return missing;
  }

  /** Lets all users read their unread messages now. */
  private List<String> missingOrUnread() {
    List<String> missing = missing();
    if (missing.isEmpty()) {
      for (Device device : devices.all()) {
        device.inboxes.forEach((conversation, inbox) -> devices.read(device, conversation, inbox));
      }
    }
    return missing;
  }

  /** Ends the fleet: the gateways shut down, which ends all sessions. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gateways.close();
  }
}
