package io.parley.schemas.job;

import java.util.List;
import java.util.stream.Stream;

/**
 * One job of the catalogue: its names, and the topics and operators that it has.
 *
 * @param name the job's name, such as "ingest"; part of every other name
 * @param module directory of the Maven module, such as "jobs/ingest"
 * @param reads topics that it reads, by their names in the topic catalogue
 * @param writes topics that it writes, by their names in the topic catalogue
 * @param operators uids of its operators, by which state is found again
 * @param doc what the job does, in a sentence
 */
public record JobSpec(
    String name,
    String module,
    List<String> reads,
    List<String> writes,
    List<String> operators,
    String doc) {

  /** The id prefix of a deployment that has a Kafka cluster to itself. */
  public static final String DEFAULT_ID_PREFIX = "parley";

  public JobSpec {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    operators = List.copyOf(operators);
  }

  /** The name under which Flink shows the job. */
  public String flinkName() {
    return "parley-" + name;
  }

  /** The consumer group under which the job shows how far it has read. */
  public String consumerGroup(String idPrefix) {
    return idPrefix + "-" + name;
  }

  /** How the transactional ids of this job begin, and of no other. */
  public String transactionalIds(String idPrefix) {
    return idPrefix + "-" + name + "-";
  }

  /** The topics that it reads or writes, each once. */
  public List<String> topics() {
    return Stream.concat(reads.stream(), writes.stream()).distinct().toList();
  }

  /** The last part of the module's directory, such as "receipt-aggregation". */
  public String directory() {
    return module.substring(module.lastIndexOf('/') + 1);
  }
}
