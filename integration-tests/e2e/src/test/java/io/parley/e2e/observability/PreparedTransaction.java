package io.parley.e2e.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The transaction of a checkpoint that is under way. While something holds up the checkpoint, the
 * job has two open transactions for the same topic, and the older one is this.
 */
final class PreparedTransaction {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PreparedTransaction() {}

  /**
   * Aborts such a transaction, which an operator is told not to do. False if there is none, or if
   * it moved meanwhile, because the checkpoint went on.
   *
   * @param job as the commands name it
   */
  static boolean abort(ObservedStack stack, String job) {
    String listed = stack.parley("transactions", "list", "--job", job, "--json");
    Optional<String> id = find(listed);
    return id.isPresent()
        && stack.answer("transactions", "abort", id.get(), "--watch", "2s", "--yes").exitCode()
            == 0;
  }

  private static Optional<String> find(String listed) {
    return listed
        .lines()
        .map(PreparedTransaction::json)
        .collect(Collectors.groupingBy(open -> open.at("/partitions/0/topic").asText()))
        .values()
        .stream()
        .filter(open -> open.size() > 1)
        .map(PreparedTransaction::oldest)
        .findFirst();
  }

  private static String oldest(List<JsonNode> open) {
    return open.stream()
        .min(Comparator.comparing(one -> Instant.parse(one.get("since").asText())))
        .map(one -> one.get("transactional_id").asText())
        .orElseThrow();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
