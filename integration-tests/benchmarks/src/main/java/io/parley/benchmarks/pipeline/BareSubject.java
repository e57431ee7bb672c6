package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.bare.BareCounts;
import io.parley.benchmarks.bare.BareProcess;
import io.parley.benchmarks.meters.UsageMeter;
import io.parley.benchmarks.meters.WriteMeter;
import io.parley.benchmarks.meters.Writes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bare loops as what is measured. Flink's processes do not count: no job runs. */
record BareSubject(Bench bench, BareProcess loops) implements Subject {

  static final String PREFIX = "bare ";

  private static final String PROCESS = "bare loops";

  @Override
  public String prefix() {
    return PREFIX;
  }

  @Override
  public UsageMeter startUsage() {
    Map<String, Long> processes = new LinkedHashMap<>();
    bench.stack().state().servers().stream()
        .filter(server -> !UsageMeter.isOfFlink(server.name()))
        .forEach(server -> processes.put(server.name(), server.pid()));
    processes.put(PROCESS, loops.pid());
    return UsageMeter.start(processes);
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
