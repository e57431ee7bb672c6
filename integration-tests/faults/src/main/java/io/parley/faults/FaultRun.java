package io.parley.faults;

import io.parley.cli.Proxies;
import io.parley.infra.kafka.TopicReader;
import io.parley.infra.local.LocalServer;
import io.parley.infra.local.TaskManager;
import io.parley.pipeline.Pipeline;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.Await;
import io.parley.pipeline.run.Killing;
import io.parley.pipeline.run.Recovery;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.simulator.Count;
import io.parley.simulator.Fleet;
import io.parley.simulator.SeededRandom;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionTimeoutException;

/** What a fault works with while it is inflicted. For the thread that inflicts it. */
public final class FaultRun {

  /** How long an answer from before the damage may be on its way to a device. */
  public static final Duration SETTLING = Duration.ofSeconds(3);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final PipelineStack stack;
  private final Fleet fleet;
  private final SeededRandom chance;
  private final Consumer<String> onMark;
  private final Duration deadline;
  private final Timeline timeline = new Timeline();
  private final List<Recovery> recoveries = new ArrayList<>();
  private final List<String> detected = new ArrayList<>();
  private final Strikes strikes = new Strikes();

  FaultRun(PipelineStack stack, Fleet fleet, SeededRandom chance, Consumer<String> onMark) {
    this(stack, fleet, chance, onMark, Await.DEADLINE);
  }

  /** The same with another deadline of {@link #await} and {@link #awaitStrike}. */
  FaultRun(
      PipelineStack stack,
      Fleet fleet,
      SeededRandom chance,
      Consumer<String> onMark,
      Duration deadline) {
    this.stack = stack;
    this.fleet = fleet;
    this.chance = chance;
    this.onMark = onMark;
    this.deadline = deadline;
  }

  /** The servers. */
  public PipelineStack stack() {
    return stack;
  }

  /** Reads what is committed to a topic from now on. The caller closes the reader. */
  public TopicReader committedFromNow(String topic) {
    TopicReader reader =
        new TopicReader(
            pipeline().stack().bootstrapServers(), topic, IsolationLevel.READ_COMMITTED);
    reader.skipToEnd();
    return reader;
  }

  /** Writes records to the broker, as a gateway does, and returns when it has all of them. */
  public void write(List<ProducerRecord<byte[], byte[]>> records)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline().stack().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  /** Between the jobs and their servers; the fault's requirements must ask for them. */
  public Proxies proxies() {
    return stack
        .stack()
        .proxies()
        .orElseThrow(() -> new IllegalStateException("The requirements are not withProxies()"));
  }

  /** The jobs. */
  public Pipeline pipeline() {
    return stack.pipeline();
  }

  /** The people. */
  public Fleet fleet() {
    return fleet;
  }

  /** Whatever is left to chance; from the case's seed. */
  public SeededRandom chance() {
    return chance;
  }

  /** Notes in the record that something was done or seen. */
  public void mark(String what) {
    timeline.mark(what);
    onMark.accept(what);
  }

  /** Starts to time a recovery; call it at the moment of the damage. */
  public RecoveryClock clock() {
    return new RecoveryClock(pipeline(), () -> fleet.tally().of(Count.DELIVERED));
  }

  /** Waits until every task runs and something reaches a device, see {@link #awaitRunning}. */
  public void awaitRecovery(RecoveryClock clock) {
    awaitRunning(clock);
    clock.awaitDelivering();
  }

  /**
   * Waits until every task runs, as an operator's platform would: a TaskManager that has ended is
   * started again.
   */
  public void awaitRunning(RecoveryClock clock) {
    clock.await(
        RecoveryClock.RUNNING,
        () -> {
          startTaskManagers();
          return pipeline().isRunning();
        });
  }

  /** Starts each TaskManager that is dead, whether it was killed or ended itself. */
  public void startTaskManagers() {
    for (TaskManager manager : stack.stack().flink().taskManagers()) {
      if (!manager.isAlive()) {
        mark(manager.name() + " is not there, and is started");
        manager.start();
      }
    }
  }

  /**
   * Kills servers at once (SIGKILL), in this order, and notes it in the record.
   *
   * @throws NotStruck if one of them has ended before, so that its kill would reach nobody; then
   *     none is killed
   */
  public void kill(List<? extends LocalServer> victims) {
    victims.forEach(FaultRun::demandAlive);
    victims.forEach(LocalServer::kill);
    mark("kill -9 of " + named(victims));
  }

  /** Kills one server, as above. */
  public void kill(LocalServer victim) {
    kill(List.of(victim));
  }

  /** What happens while a server is frozen. */
  public interface Meanwhile {
    void happens() throws InterruptedException;
  }

  /**
   * Freezes a server while something happens, and notes both in the record. The server goes on
   * whatever happens, because a soak needs it for its next fault.
   *
   * @param words name the server in the record
   */
  public void whileFrozen(LocalServer server, String words, Meanwhile meanwhile)
      throws InterruptedException {
    server.pause();
    mark("SIGSTOP to " + words);
    try {
      meanwhile.happens();
    } finally {
      server.resume();
      mark("SIGCONT to " + words);
    }
  }

  /**
   * Restarts a server in the orderly way, and notes it in the record.
   *
   * @throws NotStruck if it has ended before, so that there is nothing to restart
   */
  public void restart(LocalServer server) {
    stop(server);
    server.start();
    mark("%s is back (process %d)".formatted(server.name(), server.pid()));
  }

  /**
   * Stops a server in the orderly way, and notes it in the record with the time that it took. A
   * server that takes 30 s is killed.
   *
   * @throws NotStruck if it has ended before, so that there is nothing to stop
   */
  public void stop(LocalServer server) {
    demandAlive(server);
    long began = System.nanoTime();
    server.stop();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    mark("%s is stopped, after %d ms".formatted(named(List.of(server)), millis));
  }

  /** Kills the busiest TaskManager, waits until the others do its work, and starts it again. */
  public void killBusiestTaskManager() throws IOException {
    Killing killing = new Killing(stack, () -> fleet.tally().of(Count.DELIVERED));
    mark("kill -9 of " + killing.victim());
    recovered(killing.run());
  }

  private static void demandAlive(LocalServer server) {
    if (!server.isAlive()) {
      throw new NotStruck(server.name() + " has ended already");
    }
  }

  private static String named(List<? extends LocalServer> servers) {
    return servers.stream()
        .map(server -> "%s (process %d)".formatted(server.name(), server.pid()))
        .collect(Collectors.joining(", "));
  }

  /** Takes the times of a recovery into the record. */
  public void recovered(Recovery recovery) {
    recoveries.add(recovery);
    mark("recovered from " + recovery.from() + ": " + recovery.millis() + " ms");
  }

  /** Lets people talk undisturbed for a while. */
  public void talk(Duration duration) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(duration.toMillis());
  }

  /** Lets people talk for a while. Returns the most commands that waited for an ack at one time. */
  public int mostWaiting(Duration duration) throws InterruptedException {
    return most(fleet::inFlight, duration);
  }

  /** The highest value of a number that is looked at again and again during some time. */
  static int most(IntSupplier number, Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    int most = number.getAsInt();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, BETWEEN_LOOKS.toNanos()));
      most = Math.max(most, number.getAsInt());
    }
    return most;
  }

  /**
   * Checks that commands waited for an ack while the pipeline stood still.
   *
   * @param most how many waited at one time, see {@link #mostWaiting}
   * @throws NotStruck if no command did
   */
  public static void demandWaiting(int most) {
    if (most == 0) {
      throw new NotStruck("nobody sent a command while no command could be answered");
    }
  }

  /**
   * Waits until a condition holds. A query that fails counts as false.
   *
   * @param what is waited for, in words
   */
  public void await(String what, Callable<Boolean> condition) {
    Await.until(what, deadline, condition);
  }

  /**
   * Waits until something shows that the fault has struck. A query that fails counts as false.
   *
   * @param what shows it, in words
   * @throws NotStruck if it does not happen within three minutes
   */
  public void awaitStrike(String what, Callable<Boolean> condition) {
    try {
      await(what, condition);
    } catch (ConditionTimeoutException e) {
      throw new NotStruck("no sign of " + what + " in " + deadline);
    }
  }

  /** Notes that the product itself has named a loss, and how. */
  public void detected(String how) {
    detected.add(how);
    mark("the product names the loss: " + how);
  }

  /**
   * Ends the case without a verdict.
   *
   * @param needed what is not there, for people
   */
  public RuntimeException skip(String needed) {
    return new Skipped(needed);
  }

  List<Timeline.Mark> timeline() {
    return timeline.marks();
  }

  List<Recovery> recoveries() {
    return List.copyOf(recoveries);
  }

  List<String> detections() {
    return List.copyOf(detected);
  }

  /** What came of the faults of a soak so far. */
  Strikes strikes() {
    return strikes;
  }
}
