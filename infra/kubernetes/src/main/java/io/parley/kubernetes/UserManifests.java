package io.parley.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.infra.kafka.AclRules;
import io.parley.schemas.rights.Principal;
import io.parley.schemas.rights.RightsTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Strimzi's {@code KafkaUser} for each principal of the rights table, with the ACLs that {@link
 * AclRules} gives it. Strimzi makes its password and keeps it in a Secret of the same name.
 */
final class UserManifests {

  private final AclRules rules;
  private final String idPrefix;

  /** For a deployment whose topics have the names of the catalogue. */
  UserManifests(String idPrefix) {
    this.rules = new AclRules(idPrefix, Set::of);
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
    Map<ResourcePattern, ArrayNode> operations = new LinkedHashMap<>();
    rules
        .of(principal)
        .forEach(
            acl ->
                operations
                    .computeIfAbsent(acl.pattern(), resource -> operationsOn(resource, acls))
                    .add(camelCase(acl.entry().operation())));
    return manifest;
  }

  private static ArrayNode operationsOn(ResourcePattern resource, ArrayNode acls) {
    ObjectNode acl = acls.addObject();
    ObjectNode named = acl.putObject("resource").put("type", type(resource.resourceType()));
    if (resource.resourceType() != ResourceType.CLUSTER) {
      boolean prefixed = resource.patternType() == PatternType.PREFIXED;
      named.put("name", resource.name()).put("patternType", prefixed ? "prefix" : "literal");
    }
    return acl.putArray("operations");
  }

  private static String type(ResourceType type) {
    return type == ResourceType.TRANSACTIONAL_ID
        ? "transactionalId"
        : type.name().toLowerCase(Locale.ROOT);
  }

  /** DESCRIBE_CONFIGS is DescribeConfigs in Strimzi. */
  private static String camelCase(AclOperation operation) {
    return Stream.of(operation.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
