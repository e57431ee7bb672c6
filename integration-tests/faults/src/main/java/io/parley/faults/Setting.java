package io.parley.faults;

import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
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
 */
public record Setting(
    int taskManagers,
    int parallelism,
    List<String> jobOptions,
    Map<String, String> flink,
    boolean behindProxies,
    boolean ownStack) {

  /** Two TaskManagers, of which one can carry everything; the jobs' own defaults. */
  public static final Setting DEFAULT = new Setting(2, 2, List.of(), Map.of(), false, false);

  public Setting {
    jobOptions = List.copyOf(jobOptions);
    flink = Map.copyOf(flink);
  }

  public Setting withTaskManagers(int count) {
    return new Setting(count, parallelism, jobOptions, flink, behindProxies, ownStack);
  }

  public Setting withParallelism(int tasks) {
    return new Setting(taskManagers, tasks, jobOptions, flink, behindProxies, ownStack);
  }

  /** The same with one more option of all jobs. */
  public Setting withJobOption(String key, String value) {
    List<String> more = new ArrayList<>(jobOptions);
    more.addAll(List.of("--" + key, value));
    return new Setting(taskManagers, parallelism, more, flink, behindProxies, ownStack);
  }

  /** The same with one more of Flink's keys. */
  public Setting withFlink(String key, String value) {
    Map<String, String> more = new TreeMap<>(flink);
    more.put(key, value);
    return new Setting(taskManagers, parallelism, jobOptions, more, behindProxies, ownStack);
  }

  /** The same with {@link io.parley.cli.Proxies} between the jobs and their servers. */
  public Setting withProxies() {
    return new Setting(taskManagers, parallelism, jobOptions, flink, true, ownStack);
  }

  /** The same on a stack that no other fault gets. */
  public Setting onOwnStack() {
    return new Setting(taskManagers, parallelism, jobOptions, flink, behindProxies, true);
  }

  StackSettings servers(StackPorts ports) {
    StackSettings settings = StackSettings.of(ports, taskManagers);
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
