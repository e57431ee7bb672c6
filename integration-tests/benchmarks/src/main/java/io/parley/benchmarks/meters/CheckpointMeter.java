package io.parley.benchmarks.meters;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.infra.local.flink.FlinkRestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads from Flink's REST interface when checkpoints of a job were triggered and how long they
 * blocked its tasks, and how large its state is. A task is blocked while it takes its snapshot.
 * What it does before, such as sending what a sink has gathered, is not in Flink's figure.
 *
 * <p>The cluster remembers as many checkpoints as {@code web.checkpoints.history} says.
 */
public final class CheckpointMeter {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FlinkRestClient flink;

  public CheckpointMeter(FlinkRestClient flink) {
    this.flink = flink;
  }

  /** The time between two checkpoints of a job in milliseconds, as the job was configured. */
  public long intervalMillis(String jobId) throws IOException {
    return flink.get("/jobs/" + jobId + "/checkpoints/config").path("interval").asLong();
  }

  /**
   * When completed checkpoints of a job were triggered, in milliseconds since 1970.
   *
   * @param from the beginning of the time to look at, milliseconds since 1970
   */
  public List<Long> triggered(String jobId, long from, long to) throws IOException {
    return completed(jobId, from, to).stream()
        .map(checkpoint -> checkpoint.path("trigger_timestamp").asLong())
        .toList();
  }

  /**
   * The size of a job's state in a savepoint that is taken now, in the canonical format. It holds
   * each entry once and is not compressed, so it does not depend on what RocksDB has compacted.
   */
  public long stateBytes(String jobId) throws IOException {
    var unused = flink.savepoint(jobId, PATIENCE);
    return flink
        .get("/jobs/" + jobId + "/checkpoints")
        .path("latest")
        .path("savepoint")
        .path("state_size")
        .asLong();
  }

  /** The bytes that the completed checkpoints of a time have uploaded, all together. */
  public long uploadedBytes(String jobId, long from, long to) throws IOException {
    return completed(jobId, from, to).stream()
        .mapToLong(checkpoint -> checkpoint.path("checkpointed_size").asLong())
        .sum();
  }

  /**
   * How long each checkpoint of a time blocked the slowest subtask of each task, in milliseconds,
   * by the task's name. Costs a request for each task of each checkpoint.
   */
  public Map<String, List<Long>> blocked(String jobId, long from, long to) throws IOException {
    Map<String, String> names = new TreeMap<>();
    for (JsonNode task : flink.get("/jobs/" + jobId).path("vertices")) {
      names.put(task.path("id").asText(), task.path("name").asText());
    }
    Map<String, List<Long>> blocked = new TreeMap<>();
    for (JsonNode checkpoint : completed(jobId, from, to)) {
      for (Map.Entry<String, String> task : names.entrySet()) {
        JsonNode summary =
            flink.get(
                "/jobs/%s/checkpoints/details/%s/subtasks/%s"
                    .formatted(jobId, checkpoint.path("id").asText(), task.getKey()));
        blocked
            .computeIfAbsent(task.getValue(), name -> new ArrayList<>())
            .add(
                summary
                    .path("summary")
                    .path("checkpoint_duration")
                    .path("sync")
                    .path("max")
                    .asLong());
      }
    }
    return blocked;
  }

  /** Newest first. */
  private List<JsonNode> completed(String jobId, long from, long to) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode checkpoint : flink.get("/jobs/" + jobId + "/checkpoints").path("history")) {
      long at = checkpoint.path("trigger_timestamp").asLong();
      boolean isSavepoint = checkpoint.path("is_savepoint").asBoolean();
      if (at >= from
          && at <= to
          && !isSavepoint
          && checkpoint.path("status").asText().equals("COMPLETED")) {
        found.add(checkpoint);
      }
    }
    return found;
  }
}
