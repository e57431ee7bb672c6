package io.parley.ingest.store;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.event.MembersChanged;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The columns of table {@code messages} that tell how the members changed. */
final class MemberColumns {

  private MemberColumns() {}

  static BoundStatementBuilder bind(MembersChanged changed, BoundStatementBuilder row) {
    Map<String, String> joined = new TreeMap<>();
    Set<String> left = new TreeSet<>();
    Map<String, String> roles = new TreeMap<>();
    Map<String, String> levels = new TreeMap<>();
    for (MemberChange change : changed.getChanges()) {
      String user = change.getUserId();
      switch (change.getAction()) {
        case JOIN -> joined.put(user, change.getRole().name());
        case LEAVE -> left.add(user);
        case SET_ROLE -> roles.put(user, change.getRole().name());
        case SET_NOTIFY -> levels.put(user, change.getNotify().name());
        case UNKNOWN -> throw new IllegalStateException("An event has a change of UNKNOWN action");
      }
    }
    return row.setString("conversation_kind", changed.getConversationKind().name())
        .setMap("members_joined", joined, String.class, String.class)
        .setSet("members_left", left, String.class)
        .setMap("member_roles", roles, String.class, String.class)
        .setMap("member_notify", levels, String.class, String.class)
        .setInt("member_count", changed.getMemberCount());
  }
}
