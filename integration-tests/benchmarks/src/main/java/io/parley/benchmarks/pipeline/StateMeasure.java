package io.parley.benchmarks.pipeline;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What a conversation with two connected people costs in the state of each job. */
final class StateMeasure {

  private static final int CONVERSATIONS = 10_000;
  private static final int LEAST = 1_000;

  /** The unread counts of the new members are written within this time. */
  private static final int REST_SECONDS = 6;

  private final Bench bench;
  private final String tag;
  private final int gateways;

  /**
   * @param tag begins all ids
   */
  StateMeasure(Bench bench, String tag, int gateways) {
    this.bench = bench;
    this.tag = tag;
    this.gateways = gateways;
  }

  void run() throws IOException, InterruptedException {
    int conversations = (int) Math.max(LEAST, CONVERSATIONS * Math.min(1, bench.scale()));
    bench.results().say("\nState: %,d conversations more".formatted(conversations));
    StateGrowth growth = StateGrowth.start(bench);
    Chats chats = new Chats(tag + "state", conversations, gateways);
    try (Traffic traffic = Traffic.open(bench.stack().state(), chats)) {
      traffic.awaitDone();
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      growth.report("conversation", conversations, StateGrowth.OF_CONVERSATION);
    }
  }
}
