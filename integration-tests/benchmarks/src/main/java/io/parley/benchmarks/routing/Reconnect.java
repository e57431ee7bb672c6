package io.parley.benchmarks.routing;

import io.parley.benchmarks.meters.UsageMeter;
import io.parley.gateway.client.ClientSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Many sessions begin at once, each with one conversation in which it has missed a message: how
 * long until every one is in sync, what the database does for it, and what the 1:1 traffic beside
 * it feels.
 */
final class Reconnect {

  private final Arena arena;
  private final StoredRows rows;
  private final Stand stand;
  private final int sessions;

  Reconnect(Arena arena, StoredRows rows, Stand stand, int sessions) {
    this.arena = arena;
    this.rows = rows;
    this.stand = stand;
    this.sessions = sessions;
  }

  void run(int seconds) throws Exception {
    arena.out.printf("%,d people miss a message each%n", sessions);
    double calm = arena.print("nothing", arena.talk(seconds, n -> {}));
    missOneEach();

    long storedBefore = arena.gateways.stored.sum();
    long readsBefore = rows.reads.sum();
    Duration cqlBefore = processorTimeOfTheDatabase();
    long start = System.nanoTime();
    long[] inSync = new long[1];
    Thread watch =
        new Thread(
            () -> {
              try {
                Await.atLeast("Stored events", arena.gateways.stored::sum, storedBefore + sessions);
                inSync[0] = System.nanoTime();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "main-watch");
    watch.start();
    Histogram beside =
        arena.talk(
            seconds,
            n -> {
              if (n == 0) {
                for (int user = 0; user < sessions; user++) {
                  arena.gateways.connect("back-" + user, user);
                }
              }
            });
    watch.join();
    double took = (inSync[0] - start) / 1e9;
    Duration cql = processorTimeOfTheDatabase().minus(cqlBefore);
    double meanwhile = arena.print("%,d sessions that begin".formatted(sessions), beside);
    arena.out.printf(
        "median %,d sessions begin at once: all in sync after %.1f s, %,d reads of the database in"
            + " %.1f s of its processor time; p99 of 1:1 ratio %.2f%n",
        sessions, took, rows.reads.sum() - readsBefore, cql.toMillis() / 1e3, meanwhile / calm);
  }

  /** Everybody is known, has a conversation, goes away, and misses a message. */
  private void missOneEach() throws InterruptedException {
    List<ClientSession> connected = new ArrayList<>();
    for (int user = 0; user < sessions; user++) {
      connected.add(arena.gateways.connect("back-" + user, user));
    }
    TimeUnit.SECONDS.sleep(5);
    long before = arena.gateways.live.sum();
    for (int user = 0; user < sessions; user++) {
      arena.population.join("back-c-" + user, List.of("back-" + user));
    }
    Await.atLeast("Deliveries", arena.gateways.live::sum, before + sessions);
    connected.forEach(ClientSession::close);
    TimeUnit.SECONDS.sleep(5);
    for (int user = 0; user < sessions; user++) {
      arena.population.sayAndStore("back-c-" + user);
    }
    arena.population.awaitRows();
    TimeUnit.SECONDS.sleep(5);
  }

  private Duration processorTimeOfTheDatabase() {
    return ProcessHandle.of(stand.processes().get(UsageMeter.DATABASE))
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }
}
