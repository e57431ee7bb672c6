package io.parley.schemas.rights;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * A right of a principal in Kafka: operations on resources of one kind.
 *
 * @param topics names in the topic catalogue, or {@code *} for all topics of the catalogue
 * @param groups consumer groups without the id prefix; a {@code *} at the end stands for any end
 * @param transactionalIds transactional ids without the id prefix; {@code *} as for groups, but
 *     alone it is any id
 * @param cluster whether the right is on the cluster as a whole
 * @param operations the operations of Kafka's ACLs, in upper case
 */
public record KafkaRight(
    List<String> topics,
    List<String> groups,
    @JsonProperty("transactional-ids") List<String> transactionalIds,
    boolean cluster,
    List<String> operations) {

  /** Stands for any end of a name. */
  public static final String ANY = "*";

  public KafkaRight {
    topics = copy(topics);
    groups = copy(groups);
    transactionalIds = copy(transactionalIds);
    operations = copy(operations);
  }

  private static List<String> copy(List<String> names) {
    return List.copyOf(Objects.requireNonNullElse(names, List.of()));
  }
}
