package io.parley.infra.kafka;

import io.parley.schemas.rights.KafkaRight;
import io.parley.schemas.rights.Principal;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights table as Kafka's ACLs. It only ever allows: a cluster with an authorizer refuses what
 * no ACL allows.
 */
public final class AclRules {

  private static final String ANY_HOST = "*";

  private final String idPrefix;
  private final Function<String, Set<String>> topicNames;

  /**
   * ACLs for one deployment.
   *
   * @param idPrefix stands before the names of users, groups and transactional ids
   * @param topicNames the names on the brokers of a topic of the catalogue: more than one while a
   *     job reads an older generation of it
   */
  public AclRules(String idPrefix, Function<String, Set<String>> topicNames) {
    this.idPrefix = idPrefix;
    this.topicNames = topicNames;
  }

  /** Kafka's name of a principal, such as {@code User:parley-ingest}. */
  public String user(Principal principal) {
    return "User:" + principal.user(idPrefix);
  }

  /** All ACLs of a principal. */
  public Set<AclBinding> of(Principal principal) {
    Set<AclBinding> bindings = new LinkedHashSet<>();
    for (KafkaRight right : principal.kafka()) {
      for (ResourcePattern resource : resources(right)) {
        for (String operation : right.operations()) {
          bindings.add(
              new AclBinding(
                  resource,
                  new AccessControlEntry(
                      user(principal),
                      ANY_HOST,
                      AclOperation.fromString(operation),
                      AclPermissionType.ALLOW)));
        }
      }
    }
    return bindings;
  }

  private List<ResourcePattern> resources(KafkaRight right) {
    List<ResourcePattern> resources = new ArrayList<>();
    topics(right).stream()
        .flatMap(topic -> topicNames.apply(topic).stream())
        .map(name -> new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL))
        .forEach(resources::add);
    right.groups().forEach(group -> resources.add(named(ResourceType.GROUP, group)));
    right.transactionalIds().forEach(id -> resources.add(named(ResourceType.TRANSACTIONAL_ID, id)));
    if (right.cluster()) {
      resources.add(
          new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL));
    }
    return resources;
  }

  private static List<String> topics(KafkaRight right) {
    return right.topics().contains(KafkaRight.ANY)
        ? TopicCatalogue.load().topics().stream().map(TopicSpec::name).toList()
        : right.topics();
  }

  /**
   * A group or a transactional id. Any transactional id is meant literally: what an operator must
   * abort may be of a producer outside the deployment, and Kafka hides it from who has no right.
   */
  private ResourcePattern named(ResourceType type, String name) {
    if (type == ResourceType.TRANSACTIONAL_ID && name.equals(KafkaRight.ANY)) {
      return new ResourcePattern(type, ResourcePattern.WILDCARD_RESOURCE, PatternType.LITERAL);
    }
    String full = idPrefix + "-" + name;
    return full.endsWith(KafkaRight.ANY)
        ? new ResourcePattern(
            type, full.substring(0, full.length() - KafkaRight.ANY.length()), PatternType.PREFIXED)
        : new ResourcePattern(type, full, PatternType.LITERAL);
  }
}
