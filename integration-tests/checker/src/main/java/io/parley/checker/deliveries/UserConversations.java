package io.parley.checker.deliveries;

import io.parley.checker.history.Digest;
import io.parley.checker.history.Seen;
import io.parley.schemas.session.SessionEvent;
import java.util.List;
import java.util.Map;

/**
 * A join of the sessions of each user with the user's conversations. Rows begin with the user. The
 * sessions come first, then the conversations. In memory are the sessions of one user.
 */
final class UserConversations {

  static final int WIDTH = 2 + UserSessions.COLUMNS;

  private static final long SESSION = 0;
  private static final long CONVERSATION = 1;

  /** A receiver of the conversations of each user. */
  interface Reader {

    /**
     * Called once for each user and conversation.
     *
     * @param sessions of the user, by device, by rising epoch
     */
    void accept(long user, long conversation, Map<Long, List<Session>> sessions);
  }

  private final Reader reader;
  private final UserSessions rows = new UserSessions();
  private Map<Long, List<Session>> sessions;
  private long user;
  private long conversation;

  UserConversations(Reader reader) {
    this.reader = reader;
  }

  /** A session; {@link UserSessions#counts} must hold. */
  static long[] session(Seen<SessionEvent> seen) {
    SessionEvent event = seen.value().orElseThrow();
    return UserSessions.row(Digest.of(event.getUserId()), SESSION, seen, event);
  }

  static long[] conversation(long user, long conversation) {
    return new long[] {user, CONVERSATION, conversation, 0, 0, 0, 0, 0, 0};
  }

  void accept(long[] row) {
    if (row[0] != user) {
      user = row[0];
      conversation = 0;
      rows.clear();
      sessions = null;
    }
    if (row[1] == SESSION) {
      rows.add(row);
      return;
    }
    if (sessions == null) {
      sessions = rows.byDevice();
    }
    if (row[2] != conversation) {
      conversation = row[2];
      reader.accept(user, conversation, sessions);
    }
  }
}
