package io.parley.infra.local;

import io.parley.infra.local.flink.FlinkRestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A Flink session cluster with its dashboard: a JobManager and TaskManagers, each in a process of
 * its own that can be killed.
 *
 * <p>Jobs come in through {@link #rest()}. Checkpoints and savepoints are files in the stack's
 * directory. There is no high availability. A JobManager that is killed and started again has
 * forgotten its jobs, and they must be submitted again from their last checkpoint.
 */
public final class FlinkCluster implements AutoCloseable {

  /**
   * The settings of a cluster.
   *
   * @param restPort the port of the dashboard and REST interface, 0 for a free one
   * @param taskManagers how many to start with
   * @param slots of each TaskManager
   * @param configuration Flink's own keys; they replace the default ones or are added to them
   * @param fullCompiler false starts fast and suits tests and demos; true reaches full speed after
   *     minutes of load, for benchmarks
   * @param library jars on the class path of every process, like those in Flink's {@code lib}. If
   *     there are any, jobs take classes from there before their own jars, so jobs that have
   *     libraries in common load and compile them once, not once for each job and restart
   */
  public record Settings(
      int restPort,
      int taskManagers,
      int slots,
      Map<String, String> configuration,
      boolean fullCompiler,
      List<Path> library) {

    public Settings {
      configuration = Map.copyOf(configuration);
      library = List.copyOf(library);
    }

    /** A free port, one TaskManager, eight slots. */
    public static Settings defaults() {
      return new Settings(0, 1, 8, Map.of(), false, List.of());
    }

    public Settings withRestPort(int port) {
      return new Settings(port, taskManagers, slots, configuration, fullCompiler, library);
    }

    public Settings withTaskManagers(int count) {
      return new Settings(restPort, count, slots, configuration, fullCompiler, library);
    }

    public Settings withConfiguration(String key, String value) {
      Map<String, String> more = new HashMap<>(configuration);
      more.put(key, value);
      return new Settings(restPort, taskManagers, slots, more, fullCompiler, library);
    }

    public Settings withFullCompiler() {
      return new Settings(restPort, taskManagers, slots, configuration, true, library);
    }

    public Settings withLibrary(List<Path> jars) {
      return new Settings(restPort, taskManagers, slots, configuration, fullCompiler, jars);
    }
  }

  private final Path stack;
  private final Settings settings;
  private final JobManager jobManager;
  private final List<TaskManager> taskManagers = new CopyOnWriteArrayList<>();

  /** A cluster with default settings. */
  public FlinkCluster(Path stack) {
    this(stack, Settings.defaults());
  }

  public FlinkCluster(Path stack, Settings settings) {
    this.stack = stack;
    this.settings = settings;
    this.jobManager = new JobManager(stack, settings);
  }

  /** Starts the JobManager, then the TaskManagers, and returns when all are registered. */
  public void start() {
    jobManager.start();
    for (int i = taskManagers.size(); i < settings.taskManagers(); i++) {
      addTaskManager();
    }
  }

  /** Starts one more TaskManager and returns when its slots can be used. */
  public TaskManager addTaskManager() {
    return addTaskManager(Map.of());
  }

  /**
   * The same, with variables added to its environment: for a library that is loaded before all
   * others, or another time zone.
   */
  public synchronized TaskManager addTaskManager(Map<String, String> environment) {
    String name = "taskmanager-" + (taskManagers.size() + 1);
    TaskManager added = new TaskManager(name, stack, settings, jobManager, environment);
    added.start();
    taskManagers.add(added);
    return added;
  }

  public JobManager jobManager() {
    return jobManager;
  }

  /** All TaskManagers ever started, killed ones included, in order. */
  public List<TaskManager> taskManagers() {
    return List.copyOf(taskManagers);
  }

  /** The dashboard's address, which is that of the REST interface too. */
  public String restUrl() {
    return jobManager.address();
  }

  /** A client of the REST interface. */
  public FlinkRestClient rest() {
    return new FlinkRestClient(URI.create(restUrl()));
  }

  /**
   * The newest completed checkpoint of a job, as a URI. It is looked up on disk, so the answer is
   * there even when the JobManager is dead. Empty if the job has completed no checkpoint.
   */
  public Optional<String> newestCheckpoint(String jobId) throws IOException {
    return new RetainedCheckpoints(stack.toAbsolutePath().resolve("checkpoints")).newest(jobId);
  }

  /** Stops all processes; running jobs end without a savepoint. */
  /** Kills all processes, for a cluster whose jobs nobody needs any more. */
  public void kill() {
    taskManagers.forEach(TaskManager::kill);
    jobManager.kill();
    close();
  }

  @Override
  public void close() {
    taskManagers.forEach(TaskManager::close);
    jobManager.close();
    taskManagers.forEach(TaskManager::deleteLocalState);
  }
}
