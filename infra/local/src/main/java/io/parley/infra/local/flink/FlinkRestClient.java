package io.parley.infra.local.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A client of a Flink cluster's REST interface that submits, watches and stops jobs.
 *
 * <p>Safe for use by many threads. An answer that reports a failure is a {@link FlinkRestException}
 * with the cluster's own message. A cluster that cannot be reached is any other {@link
 * IOException}.
 */
public final class FlinkRestClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MILLIS_BETWEEN_LOOKS = 200;

  private final FlinkHttp http;

  /**
   * Makes a client. It connects on first use.
   *
   * @param base for instance {@code http://127.0.0.1:8081}
   */
  public FlinkRestClient(URI base) {
    this.http = new FlinkHttp(base);
  }

  /** Uploads a job's fat jar and returns the id by which it can be run. */
  public String upload(Path jar) throws IOException {
    String fileName = http.upload("/jars/upload", "jarfile", jar).path("filename").asText();
    return Path.of(fileName).getFileName().toString();
  }

  /**
   * Runs an uploaded jar and returns the job's id. The jar's main method runs in the JobManager;
   * the job's tasks start after this returns.
   */
  public String run(String jarId, JobSubmission submission) throws IOException {
    return http.post("/jars/" + jarId + "/run", submission.toJson(JSON)).path("jobid").asText();
  }

  /** All jobs the cluster remembers, running or ended. */
  public List<Job> jobs() throws IOException {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode job : http.get("/jobs/overview").path("jobs")) {
      jobs.add(
          new Job(
              job.path("jid").asText(),
              job.path("name").asText(),
              JobState.valueOf(job.path("state").asText()),
              job.path("tasks").path("total").asInt(),
              job.path("tasks").path("running").asInt()));
    }
    return jobs;
  }

  /** One job. */
  public Job job(String jobId) throws IOException {
    return jobs().stream()
        .filter(job -> job.id().equals(jobId))
        .findFirst()
        .orElseThrow(() -> new FlinkRestException(404, "The cluster knows no job " + jobId));
  }

  /**
   * Waits until every task of a job runs.
   *
   * @throws FlinkRestException if the job ends instead, with the exception that ended it
   */
  public void awaitRunning(String jobId, Duration deadline) throws IOException {
    awaitJob(jobId, Job::isFullyRunning, deadline);
  }

  /** Cancels a job, leaving its last checkpoint, and waits until it has ended. */
  public void cancel(String jobId, Duration deadline) throws IOException {
    http.patch("/jobs/" + jobId + "?mode=cancel");
    awaitJob(jobId, job -> job.state() == JobState.CANCELED, deadline);
  }

  /** Takes a savepoint of a running job and returns its path. */
  public String savepoint(String jobId, Duration deadline) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("cancel-job", false);
    return awaitSavepoint(jobId, http.post("/jobs/" + jobId + "/savepoints", body), deadline);
  }

  /** Takes a savepoint, ends the job with it, and returns the savepoint's path. */
  public String stopWithSavepoint(String jobId, Duration deadline) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("drain", false);
    String path = awaitSavepoint(jobId, http.post("/jobs/" + jobId + "/stop", body), deadline);
    awaitJob(jobId, job -> job.state() == JobState.FINISHED, deadline);
    return path;
  }

  /**
   * Has a running job begin a checkpoint, beside those of its interval, and does not wait for it.
   */
  public void startCheckpoint(String jobId) throws IOException {
    http.post("/jobs/" + jobId + "/checkpoints", JSON.createObjectNode());
  }

  /** How a job's checkpoints went since it was submitted. */
  public Checkpoints checkpoints(String jobId) throws IOException {
    JsonNode counts = http.get("/jobs/" + jobId + "/checkpoints").path("counts");
    return new Checkpoints(
        counts.path("completed").asLong(),
        counts.path("failed").asLong(),
        counts.path("in_progress").asLong(),
        counts.path("restored").asLong());
  }

  /** The stack traces of all failures of a job and its tasks, as the dashboard shows them. */
  public List<String> failures(String jobId) throws IOException {
    return failureHistory(jobId).findValuesAsText("stacktrace");
  }

  /** The ids of the TaskManagers that are registered now. */
  public List<String> taskManagers() throws IOException {
    return http.get("/taskmanagers").path("taskmanagers").findValuesAsText("id");
  }

  /** How many slots a TaskManager has; 0 while the JobManager knows of none. */
  public int slots(String taskManager) throws IOException {
    for (JsonNode registered : http.get("/taskmanagers").path("taskmanagers")) {
      if (registered.path("id").asText().equals(taskManager)) {
        return registered.path("slotsNumber").asInt();
      }
    }
    return 0;
  }

  /** The cluster's figures. Fails until the cluster has a leading JobManager. */
  public JsonNode overview() throws IOException {
    return http.get("/overview");
  }

  /** Any other resource of the interface, such as {@code /jobs/<id>/plan}. */
  public JsonNode get(String path) throws IOException {
    return http.get(path);
  }

  private void awaitJob(String jobId, Predicate<Job> goal, Duration deadline) throws IOException {
    long end = System.nanoTime() + deadline.toNanos();
    for (Job job = job(jobId); !goal.test(job); job = job(jobId)) {
      if (job.state().isTerminal()) {
        throw new FlinkRestException(
            409, "Job %s (%s) is %s. %s".formatted(jobId, job.name(), job.state(), cause(jobId)));
      }
      pauseUntil(end, "Job " + job);
    }
  }

  private String cause(String jobId) throws IOException {
    JsonNode newest = failureHistory(jobId).path("entries").path(0);
    return newest.path("stacktrace").asText("It tells no exception");
  }

  private JsonNode failureHistory(String jobId) throws IOException {
    return http.get("/jobs/" + jobId + "/exceptions").path("exceptionHistory");
  }

  private String awaitSavepoint(String jobId, JsonNode request, Duration deadline)
      throws IOException {
    String path = "/jobs/" + jobId + "/savepoints/" + request.path("request-id").asText();
    long end = System.nanoTime() + deadline.toNanos();
    JsonNode answer = http.get(path);
    while (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      pauseUntil(end, "The savepoint of job " + jobId);
      answer = http.get(path);
    }
    JsonNode operation = answer.path("operation");
    if (!operation.has("location")) {
      throw new FlinkRestException(
          500, "No savepoint of job " + jobId + ": " + rootCause(operation.path("failure-cause")));
    }
    return operation.path("location").asText();
  }

  /** The innermost message of a throwable as Flink describes it: with its trace, and serialized. */
  private static String rootCause(JsonNode throwable) {
    String cause = throwable.path("class").asText();
    for (String line : throwable.path("stack-trace").asText().lines().toList()) {
      if (!line.isBlank() && !line.startsWith("\t")) {
        cause = line;
      }
    }
    return cause.replaceFirst("^Caused by: ", "");
  }

  private static void pauseUntil(long end, String waitingFor) throws IOException {
    if (System.nanoTime() > end) {
      throw new IOException(waitingFor + " did not get there within the deadline");
    }
    try {
      TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted. " + waitingFor + " was being waited for", e);
    }
  }
}
