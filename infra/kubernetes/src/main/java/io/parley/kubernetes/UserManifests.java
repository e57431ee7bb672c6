package io.parley.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.schemas.rights.KafkaRight;
import io.parley.schemas.rights.Principal;
import io.parley.schemas.rights.RightsTable;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Strimzi's {@code KafkaUser} for each principal of the rights table. Strimzi makes its password
 * and keeps it in a Secret of the same name.
 */
final class UserManifests {

  private final TopicCatalogue catalogue;
  private final String idPrefix;

  /**
   * For a deployment.
   *
   * @param catalogue with the names that the topics have on the brokers
   */
  UserManifests(TopicCatalogue catalogue, String idPrefix) {
    this.catalogue = catalogue;
    this.idPrefix = idPrefix;
  }

  List<ObjectNode> of(RightsTable rights) {
    return rights.principals().stream().map(this::user).toList();
  }

  private ObjectNode user(Principal principal) {
    ObjectNode manifest = Strimzi.resource("KafkaUser", principal.user(idPrefix));
    ObjectNode spec = manifest.putObject("spec");
    spec.putObject("authentication").put("type", "scram-sha-512");
    ObjectNode authorization = spec.putObject("authorization");
    authorization.put("type", "simple");
    ArrayNode acls = authorization.putArray("acls");
    principal.kafka().forEach(right -> resources(right).forEach(acl -> acls.add(acl)));
    return manifest;
  }

  private List<ObjectNode> resources(KafkaRight right) {
    List<ObjectNode> acls = new ArrayList<>();
    topics(right).forEach(topic -> acls.add(acl(right, "topic", topic, "literal")));
    right.groups().forEach(group -> acls.add(prefixed(right, "group", group)));
    right.transactionalIds().forEach(id -> acls.add(prefixed(right, "transactionalId", id)));
    if (right.cluster()) {
      ObjectNode acl = Yaml.document();
      acl.putObject("resource").put("type", "cluster");
      operations(right, acl);
      acls.add(acl);
    }
    return acls;
  }

  private Stream<String> topics(KafkaRight right) {
    return right.topics().contains(KafkaRight.ANY)
        ? catalogue.topics().stream().map(TopicSpec::name)
        : right.topics().stream();
  }

  /** A right on names of this deployment, of which {@code *} at the end stands for any end. */
  private ObjectNode prefixed(KafkaRight right, String type, String name) {
    boolean any = name.endsWith(KafkaRight.ANY);
    String begin = any ? name.substring(0, name.length() - KafkaRight.ANY.length()) : name;
    return acl(right, type, idPrefix + "-" + begin, any ? "prefix" : "literal");
  }

  private static ObjectNode acl(KafkaRight right, String type, String name, String pattern) {
    ObjectNode acl = Yaml.document();
    acl.putObject("resource").put("type", type).put("name", name).put("patternType", pattern);
    operations(right, acl);
    return acl;
  }

  private static void operations(KafkaRight right, ObjectNode acl) {
    ArrayNode operations = acl.putArray("operations");
    right.operations().forEach(operation -> operations.add(camelCase(operation)));
  }

  /** DESCRIBE_CONFIGS is DescribeConfigs in Strimzi. */
  private static String camelCase(String operation) {
    return Stream.of(operation.split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
