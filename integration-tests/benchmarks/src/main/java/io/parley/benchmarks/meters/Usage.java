package io.parley.benchmarks.meters;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
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

  /** What the database does for rows that were written earlier, and for its own code. */
  private static final List<String> UPKEEP = List.of("CompactionExec", "CompilerThre");

  /** The processor time of all servers together: not of the load generator or idle processes. */
  public double servers() {
    return coresOfServers().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The processor time of each server. */
  public Map<String, Double> coresOfServers() {
    Map<String, Double> servers = new TreeMap<>(cores);
    servers.keySet().removeIf(name -> !UsageMeter.isServer(name));
    return servers;
  }

  /**
   * The same as {@link #servers} without the threads with which the database compacts and compiles.
   * How much they do in a measure follows from what was written before it.
   */
  public double serversWithoutUpkeep() {
    Map<String, ThreadUse> database = threads.getOrDefault(UsageMeter.DATABASE, Map.of());
    double upkeep =
        database.entrySet().stream()
            .filter(group -> UPKEEP.stream().anyMatch(group.getKey()::contains))
            .mapToDouble(group -> group.getValue().cores())
            .sum();
    return servers() - upkeep;
  }

  /** What the machine did besides, in cores; empty where the system does not say. */
  public OptionalDouble everythingElse() {
    Double used = cores.get(UsageMeter.ELSE);
    return used == null ? OptionalDouble.empty() : OptionalDouble.of(used);
  }

  /** Context switches per second of all servers together. */
  public double switches() {
    return threads.entrySet().stream()
        .filter(process -> UsageMeter.isServer(process.getKey()))
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
