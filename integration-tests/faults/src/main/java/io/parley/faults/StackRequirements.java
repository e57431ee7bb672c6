package io.parley.faults;

import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.infra.local.CqlServer;
import io.parley.infra.local.KafkaBroker;
import io.parley.pipeline.JobSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What servers and jobs must be like for a fault. Faults of equal settings share a stack, one after
 * the other, unless they ask for one of their own.
 *
 * @param taskManagers how many, with eight slots each
 * @param parallelism of each job
 * @param jobOptions of all jobs, as {@code --key}, {@code value}
 * @param behindProxies whether the jobs reach Kafka and the CQL server through proxies
 * @param ownStack whether the fault leaves behind what no other should find
 * @param fullCompiler whether Kafka and the CQL server run for so long that the full compiler pays
 */
public record StackRequirements(
    int taskManagers,
    int parallelism,
    List<String> jobOptions,
    boolean behindProxies,
    boolean ownStack,
    boolean fullCompiler) {

  /** Two TaskManagers, of which one can carry everything; the jobs' own defaults. */
  public static final StackRequirements DEFAULT =
      new StackRequirements(2, 2, List.of(), false, false, false);

  public StackRequirements {
    jobOptions = List.copyOf(jobOptions);
  }

  public StackRequirements withTaskManagers(int count) {
    return new StackRequirements(
        count, parallelism, jobOptions, behindProxies, ownStack, fullCompiler);
  }

  public StackRequirements withParallelism(int tasks) {
    return new StackRequirements(
        taskManagers, tasks, jobOptions, behindProxies, ownStack, fullCompiler);
  }

  /** The same with one more option of all jobs. */
  public StackRequirements withJobOption(String key, String value) {
    List<String> more = new ArrayList<>(jobOptions);
    more.addAll(List.of("--" + key, value));
    return new StackRequirements(
        taskManagers, parallelism, more, behindProxies, ownStack, fullCompiler);
  }

  /** The same with {@link io.parley.cli.Proxies} between the jobs and their servers. */
  public StackRequirements withProxies() {
    return new StackRequirements(
        taskManagers, parallelism, jobOptions, true, ownStack, fullCompiler);
  }

  /** The same on a stack that no other fault gets. */
  public StackRequirements onOwnStack() {
    return new StackRequirements(
        taskManagers, parallelism, jobOptions, behindProxies, true, fullCompiler);
  }

  /**
   * The same on Kafka and a CQL server that are compiled in full. Flink is not, because its
   * processes are killed again and again.
   */
  public StackRequirements withFullCompiler() {
    return new StackRequirements(
        taskManagers, parallelism, jobOptions, behindProxies, ownStack, true);
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
    return settings;
  }

  JobSettings jobs() {
    return new JobSettings(parallelism, jobOptions);
  }
}
