package io.parley.simulator;

import io.parley.command.ServiceAddresses;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.delivery.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A fleet on a running stack; see the package comment. Its methods may be called by any thread, and
 * those that wait throw {@link IOException} at their deadline or if the fleet's thread has failed.
 */
public final class Fleet implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(5);
  private static final long NANOS_BETWEEN_CHECKS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int SHOWN = 10;

  /** What somebody waits for: done when there is nothing left to name. */
  private record Wait(Supplier<List<String>> missing, CompletableFuture<Void> done) {}

  private final FleetSettings settings;
  private final Script script;
  private final Tally tally = new Tally();
  private final Latency sendToAck = new Latency();
  private final Latency sendToDelivery = new Latency();
  private final Conversations conversations = new Conversations();
  private final Timers timers = new Timers();
  private final Outbox outbox;
  private final Wire wire;
  private final Library library;
  private final Gateways gateways;
  private final People people;
  private final Comings comings;
  private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private final List<Wait> waits = new ArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "fleet");
  private volatile boolean closing;
  private volatile int inFlight;

  private Optional<Act> nextAct = Optional.empty();
  private boolean talking;
  private long talkBegan;
  private long nextCheck = System.nanoTime();

  /** Connects to the stack; nobody does anything before {@link #open}. */
  public Fleet(ServiceAddresses stack, FleetSettings settings, Script script) {
    this.settings = settings;
    this.script = script;
    SplittableRandom random = new SplittableRandom(settings.seed());
    SentTimes sentTimes = new SentTimes(settings.tag());
    outbox = new Outbox(settings.retryAfter());
    wire = new Wire(stack);
    library = new Library(stack);
    gateways =
        new Gateways(
            settings,
            wire,
            library,
            conversations,
            sentTimes,
            timers,
            new Chance(random.split()),
            tally,
            sendToDelivery);
    people =
        new People(
            settings,
            wire,
            gateways,
            conversations,
            sentTimes,
            outbox,
            new Chance(random.split()),
            tally,
            sendToAck);
    comings = new Comings(settings, gateways, timers, new Chance(random.split()), tally);
  }

  /** Everybody connects, the script's opening is done, and reaches everybody. */
  public void open(Duration deadline) throws IOException {
    thread.start();
    requests.add(() -> script.opening().forEach(act -> people.act(act, SentTimes.UNKNOWN)));
    await("the opening", this::missing, deadline);
  }

  /** Starts the script's clock, and lets people come and go. */
  public void talk() {
    requests.add(
        () -> {
          comings.begin();
          talkBegan = System.nanoTime();
          nextAct = script.next();
          talking = true;
        });
  }

  /** Ends the script before its end. */
  public void stopTalking() {
    requests.add(
        () -> {
          nextAct = Optional.empty();
          talking = false;
        });
  }

  /** Whether the script has an act that was not done yet. */
  public void awaitEndOfScript(Duration deadline) throws IOException {
    await("the end of the script", () -> talking ? List.of("acts") : List.of(), deadline);
  }

  /**
   * Calls everybody home and waits until every command is answered and every device of every member
   * holds every event and has read it. The connections stay.
   *
   * @throws IOException at the deadline, naming what is missing where
   */
  public void drain(Duration deadline) throws IOException {
    stopTalking();
    requests.add(comings::callHome);
    await("everybody to have everything", this::missingOrUnread, deadline);
  }

  private void await(String what, Supplier<List<String>> missing, Duration deadline)
      throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    requests.add(() -> waits.add(new Wait(missing, done)));
    try {
      CompletableFuture.anyOf(done, ended).get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (!done.isDone()) {
        throw new IOException("The fleet was closed while waiting for " + what);
      }
    } catch (TimeoutException e) {
      throw new IOException(
          "Waited %s in vain for %s: %s".formatted(deadline, what, askWhatIsMissing(missing)), e);
    } catch (ExecutionException e) {
      throw new IOException("The fleet failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + what, e);
    }
  }

  private String askWhatIsMissing(Supplier<List<String>> missing) throws IOException {
    CompletableFuture<List<String>> answer = new CompletableFuture<>();
    requests.add(() -> answer.complete(missing.get()));
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

  /** From when a command was meant to be sent until its ack reached the device. */
  public Latency sendToAck() {
    return sendToAck;
  }

  /**
   * From when a message was meant to be sent until it reached a device: each device that was
   * connected all that time counts once.
   */
  public Latency sendToDelivery() {
    return sendToDelivery;
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
    for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
      request.run();
    }
    timers.run(System.nanoTime());
    library.handOver();
    followScript();
    inFlight = outbox.size();
    check();
    wire.poll(
        PATIENCE,
        new Wire.Listener() {
          @Override
          public void onAck(CommandAck ack) {
            people.onAck(ack);
          }

          @Override
          public void onDelivery(Delivery delivery) {
            gateways.onDelivery(delivery);
          }
        });
  }

  private void followScript() {
    while (talking && outbox.size() < settings.inFlight()) {
      if (nextAct.isEmpty()) {
        talking = false;
        return;
      }
      Act act = nextAct.get();
      long intended = talkBegan + act.at().toNanos();
      if (intended - System.nanoTime() > 0) {
        return;
      }
      people.act(act, intended);
      nextAct = script.next();
    }
  }

  private void check() {
    if (System.nanoTime() - nextCheck >= 0) {
      nextCheck = System.nanoTime() + NANOS_BETWEEN_CHECKS;
      people.retry(System.nanoTime());
      waits.removeIf(wait -> wait.missing().get().isEmpty() && wait.done().complete(null));
    }
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (outbox.size() > 0) {
      missing.add("the acks of " + outbox.size() + " commands");
    }
    conversations
        .all()
        .forEach(
            (conversation, book) ->
                book.members().stream()
                    .flatMap(user -> gateways.devicesOf(user).stream())
                    .forEach(
                        device -> {
                          long has = device.inbox(conversation).events();
                          if (has != book.events()) {
                            missing.add(
                                "%s has %d of the %d events of %s"
                                    .formatted(device, has, book.events(), conversation));
                          }
                        }));
    return missing;
  }

  /** What was not read before is read now. */
  private List<String> missingOrUnread() {
    List<String> missing = missing();
    if (missing.isEmpty()) {
      for (Device device : gateways.all()) {
        device.inboxes.forEach((conversation, inbox) -> gateways.read(device, conversation, inbox));
      }
    }
    return missing;
  }

  /** Ends the fleet without a word to anybody; receipts that were written get out. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    library.close();
    wire.close();
  }
}
