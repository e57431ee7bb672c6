package io.parley.infra.kafka;

import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;

/**
 * The differences between the ACLs of a cluster and the rights table.
 *
 * @param missing ACLs to add
 * @param surplus ACLs of principals of the table which the table does not give them
 */
public record AclPlan(List<AclBinding> missing, List<AclBinding> surplus) {

  public AclPlan {
    missing = List.copyOf(missing);
    surplus = List.copyOf(surplus);
  }

  /** Whether cluster and table agree. */
  public boolean isUpToDate() {
    return missing.isEmpty() && surplus.isEmpty();
  }

  /** An ACL in words, such as "User:parley-gateway may WRITE TOPIC chat.commands". */
  public static String text(AclBinding acl) {
    return "%s may %s %s %s%s"
        .formatted(
            acl.entry().principal(),
            acl.entry().operation(),
            acl.pattern().resourceType(),
            acl.pattern().name(),
            acl.pattern().patternType() == PatternType.PREFIXED ? "*" : "");
  }
}
