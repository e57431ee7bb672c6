package io.parley.faults;

import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.KafkaBroker;
import io.parley.pipeline.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What servers and jobs must be like for a fault. Faults of equal settings share a stack, one after
 * the other, unless they ask for one of their own.
 *
 * @param taskManagers how many, with eight slots each
 * @param parallelism of each job
 * @param jobOptions of all jobs, as {@code --key}, {@code value}
 * @param flink Flink's own keys, for all its processes
 * @param behindProxies whether the jobs reach Kafka and the CQL server through proxies
 * @param ownStack whether the fault leaves behind what no other should find
 * @param fullCompiler whether Kafka and the CQL server run for so long that the full compiler pays
 */
public record StackRequirements(
    int taskManagers,
    int parallelism,
    List<String> jobOptions,
    Map<String, String> flink,
    boolean behindProxies,
    boolean ownStack,
    boolean fullCompiler) {

  /** Two TaskManagers, of which one can carry everything; the jobs' own defaults. */
  public static final StackRequirements DEFAULT =
      new StackRequirements(2, 2, List.of(), Map.of(), false, false, false);

  public StackRequirements {
    jobOptions = List.copyOf(jobOptions);
    flink = Map.copyOf(flink);
  }

  public StackRequirements withTaskManagers(int count) {
    return new StackRequirements(
        count, parallelism, jobOptions, flink, behindProxies, ownStack, fullCompiler);
  }

  public StackRequirements withParallelism(int tasks) {
    return new StackRequirements(
        taskManagers, tasks, jobOptions, flink, behindProxies, ownStack, fullCompiler);
  }

  /** The same with one more option of all jobs. */
  public StackRequirements withJobOption(String key, String value) {
    List<String> more = new ArrayList<>(jobOptions);
    more.addAll(List.of("--" + key, value));
    return new StackRequirements(
        taskManagers, parallelism, more, flink, behindProxies, ownStack, fullCompiler);
  }

  /** The same with one more of Flink's keys. */
  public StackRequirements withFlink(String key, String value) {
    Map<String, String> more = new TreeMap<>(flink);
    more.put(key, value);
    return new StackRequirements(
        taskManagers, parallelism, jobOptions, more, behindProxies, ownStack, fullCompiler);
  }

  /** The same with {@link io.parley.cli.Proxies} between the jobs and their servers. */
  public StackRequirements withProxies() {
    return new StackRequirements(
        taskManagers, parallelism, jobOptions, flink, true, ownStack, fullCompiler);
  }

  /** The same on a stack that no other fault gets. */
  public StackRequirements onOwnStack() {
    return new StackRequirements(
        taskManagers, parallelism, jobOptions, flink, behindProxies, true, fullCompiler);
  }

  /**
   * The same on Kafka and a CQL server that are compiled in full. Flink is not, because its
   * processes are killed again and again.
   */
  public StackRequirements withFullCompiler() {
    return new StackRequirements(
        taskManagers, parallelism, jobOptions, flink, behindProxies, ownStack, true);
  }

  StackSettings servers(StackPorts ports) {
    StackSettings settings = StackSettings.of(ports, taskManagers);
    if (fullCompiler) {
      settings =
          settings
              .withCql(CqlServer.Settings::withFullCompiler)
              .withKafka(KafkaBroker.Settings::withFullCompiler);
    }
    if (behindProxies) {
      settings = settings.withProxies();
    }
    for (Map.Entry<String, String> entry : flink.entrySet()) {
      settings =
          settings.withFlink(
              cluster -> cluster.withConfiguration(entry.getKey(), entry.getValue()));
    }
    return settings;
  }

  JobSettings jobs() {
    return new JobSettings(parallelism, jobOptions);
  }
}
