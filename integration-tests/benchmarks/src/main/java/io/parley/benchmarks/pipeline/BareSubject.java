package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.bare.BareCounts;
import io.parley.benchmarks.bare.BareProcess;
import io.parley.benchmarks.meters.UsageMeter;
import io.parley.benchmarks.meters.WriteMeter;
import io.parley.benchmarks.meters.Writes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bare loops as what is measured. No job runs, so Flink's processes are idle. They are no
 * servers of the loops, and are metered beside them.
 */
record BareSubject(Bench bench, BareProcess loops) implements Subject {

  static final String PREFIX = "bare ";

  private static final String PROCESS = "bare loops";

  @Override
  public String prefix() {
    return PREFIX;
  }

  @Override
  public UsageMeter startUsage() {
    Map<String, Long> servers = new LinkedHashMap<>();
    bench.stack().state().servers().forEach(server -> servers.put(server.name(), server.pid()));
    return UsageMeter.start(withLoops(servers, loops.pid()));
  }

  /** The processes beside the loops, by the names under which they are metered. */
  static Map<String, Long> withLoops(Map<String, Long> servers, long loops) {
    Map<String, Long> processes = new LinkedHashMap<>();
    servers.forEach(
        (name, pid) ->
            processes.put(UsageMeter.isOfFlink(name) ? UsageMeter.idle(name) : name, pid));
    processes.put(PROCESS, loops);
    return processes;
  }

  @Override
  public long restarts() {
    return 0;
  }

  @Override
  public Writes writes(WriteMeter meter) throws IOException {
    BareCounts counts = loops.counts();
    return meter.count(counts.rows(), counts.requests());
  }
}
