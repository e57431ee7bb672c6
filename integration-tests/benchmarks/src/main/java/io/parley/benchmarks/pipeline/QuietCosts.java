package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.meters.ThreadUse;
import io.parley.benchmarks.meters.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the processor time goes that a quiet machine uses beyond its share: more than what it uses
 * when nothing is said, and the share of what messages add as fast as it goes. A cost that follows
 * the messages has nothing beyond. What stays is paid for each wake-up, checkpoint or timer,
 * however few messages it is for.
 */
final class QuietCosts {

  private static final int GROUPS_SHOWN = 16;
  private static final String TASK_MANAGERS = "taskmanagers";
  private static final List<String> FIGURES =
      List.of("nothing said", "as fast as it goes", "its share", "measured", "beyond");

  /** Cores of a process, or of a group of its threads. */
  private record Cost(double idle, double full, double quiet, double share) {

    double ofShare() {
      return idle + share * (full - idle);
    }

    double beyond() {
      return quiet - ofShare();
    }

    List<String> row(String... names) {
      List<String> row = new ArrayList<>(List.of(names));
      for (double cores : new double[] {idle, full, ofShare(), quiet, beyond()}) {
        row.add(Finding.text("%.2f", cores));
      }
      return row;
    }
  }

  private final Usage idle;
  private final Usage full;
  private final Usage quiet;
  private final double share;

  /**
   * @param share the messages of the quiet run, as a share of those of the full one
   */
  QuietCosts(Usage idle, Usage full, Usage quiet, double share) {
    this.idle = idle;
    this.full = full;
    this.quiet = quiet;
    this.share = share;
  }

  /** By process. */
  Table processes() {
    Map<String, Double> before = byProcess(idle);
    Map<String, Double> most = byProcess(full);
    Map<String, Double> now = byProcess(quiet);
    List<List<String>> rows = new ArrayList<>();
    now.forEach((name, cores) -> rows.add(cost(before, most, name, cores).row(name)));
    rows.add(new Cost(idle.servers(), full.servers(), quiet.servers(), share).row("all servers"));
    return new Table("Cores of servers at a tenth of the sustained rate", header("process"), rows);
  }

  /** By group of threads, the most expensive first. */
  Table threads() {
    Map<String, Double> before = byThreads(idle);
    Map<String, Double> most = byThreads(full);
    List<List<String>> rows =
        byThreads(quiet).entrySet().stream()
            .map(
                group ->
                    Map.entry(group.getKey(), cost(before, most, group.getKey(), group.getValue())))
            .sorted(Comparator.comparingDouble(group -> -group.getValue().beyond()))
            .limit(GROUPS_SHOWN)
            .map(group -> group.getValue().row(group.getKey()))
            .toList();
    return new Table(
        "Threads of servers at a tenth of the sustained rate, those with most beyond their share",
        header("threads"),
        rows);
  }

  private Cost cost(
      Map<String, Double> before, Map<String, Double> most, String name, double cores) {
    return new Cost(before.getOrDefault(name, 0.0), most.getOrDefault(name, 0.0), cores, share);
  }

  private static List<String> header(String what) {
    List<String> header = new ArrayList<>(List.of(what));
    header.addAll(FIGURES);
    return header;
  }

  private static Map<String, Double> byProcess(Usage usage) {
    Map<String, Double> cores = new TreeMap<>();
    usage
        .coresOfServers()
        .forEach((process, used) -> cores.merge(kind(process), used, Double::sum));
    return cores;
  }

  private static Map<String, Double> byThreads(Usage usage) {
    Map<String, Double> cores = new TreeMap<>();
    for (String process : usage.coresOfServers().keySet()) {
      Map<String, ThreadUse> groups = usage.threads().getOrDefault(process, Map.of());
      groups.forEach(
          (group, use) -> cores.merge(kind(process) + ": " + group, use.cores(), Double::sum));
    }
    return cores;
  }

  /** Tasks lie on either TaskManager. */
  private static String kind(String process) {
    return process.startsWith("taskmanager") ? TASK_MANAGERS : process;
  }
}
