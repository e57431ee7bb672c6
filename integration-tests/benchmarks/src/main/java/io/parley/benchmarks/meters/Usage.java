package io.parley.benchmarks.meters;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * What processes used during a measurement.
 *
 * @param cores seconds of processor time per second of the clock, by process
 * @param threads the same and more by process and group of threads
 */
public record Usage(Map<String, Double> cores, Map<String, Map<String, ThreadUse>> threads) {

  private static final double WORTH_MENTIONING = 0.01;

  /** A group of threads of a process. */
  private record Group(String process, String name, ThreadUse use) {}

  /** The processor time of all servers together: of all processes but the load generator. */
  public double servers() {
    return coresOfServers().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The processor time of each server. */
  public Map<String, Double> coresOfServers() {
    Map<String, Double> servers = new TreeMap<>(cores);
    servers.keySet().removeAll(Set.of(UsageMeter.GENERATOR, UsageMeter.ELSE));
    return servers;
  }

  /** What the machine did besides, in cores; empty where the system does not say. */
  public OptionalDouble everythingElse() {
    Double used = cores.get(UsageMeter.ELSE);
    return used == null ? OptionalDouble.empty() : OptionalDouble.of(used);
  }

  /** Context switches per second of all servers together. */
  public double switches() {
    return threads.entrySet().stream()
        .filter(process -> !process.getKey().equals(UsageMeter.GENERATOR))
        .flatMap(process -> process.getValue().values().stream())
        .mapToDouble(ThreadUse::switches)
        .sum();
  }

  /** The header of {@link #rows}. */
  public static List<String> header() {
    return List.of("process", "threads", "cores", "switches/s");
  }

  /** The groups of threads that use a hundredth of a core or more, the largest first. */
  public List<List<String>> rows() {
    return new TreeMap<>(threads)
        .entrySet().stream()
            .flatMap(
                process ->
                    process.getValue().entrySet().stream()
                        .map(
                            group -> new Group(process.getKey(), group.getKey(), group.getValue())))
            .filter(group -> group.use().cores() >= WORTH_MENTIONING)
            .sorted((a, b) -> Double.compare(b.use().cores(), a.use().cores()))
            .map(
                group ->
                    List.of(
                        group.process(),
                        group.name(),
                        text("%.2f", group.use().cores()),
                        text("%,.0f", group.use().switches())))
            .toList();
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
