package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A user with more open conversations than fit into the user's record, so that some lie in the
 * table.
 *
 * <p>Mutation testing found that nothing noticed a session that gets no SYNC of the conversations
 * in the table, a SYNC of them that is never repeated, and conversations that stay in the table
 * after their last receipt or after a logout.
 */
class ManyOpenConversationsTest {

  private static final int MANY = OpenConversations.INLINE + 4;

  private final OneUser ann = new OneUser();

  @Test
  void aSessionGetsASyncOfEachAndARetryOfEach() {
    ann.connect("phone", "g1", 1);
    ann.disconnect("phone", "g1", 1);
    sayInEach(MANY);
    assertThat(ann.memory.overflowing()).isEqualTo(4);

    ann.connect("phone", "g1", 2);
    assertThat(ann.taken()).hasSize(MANY).allMatch(text -> text.endsWith("] #1"));
    ann.pass(6_000);

    assertThat(ann.taken()).hasSize(MANY).allMatch(text -> text.endsWith("] #2"));
  }

  @Test
  void theLastReceiptOfAConversationRemovesItFromTheTable() {
    ann.connect("phone", "g1", 1);
    sayInEach(MANY);
    assertThat(ann.memory.overflowing()).isEqualTo(4);

    acknowledgeEach(MANY);

    assertThat(ann.memory.overflowing()).isZero();
    assertThat(ann.stored().overflow).isZero();
  }

  @Test
  void whoLogsOutLeavesNothingInTheTable() {
    ann.connect("phone", "g1", 1);
    sayInEach(MANY);

    ann.logOut("phone", "g1", 1);

    assertThat(ann.memory.isEmpty()).isTrue();
  }

  /** A SYNC with an end would end the subscription of the session to the broadcasts. */
  @Test
  void aConversationOfTheTableThatBecomesLargeGetsNoSyncWithAnEnd() {
    ann.connect("phone", "g1", 1);
    sayInEach(OpenConversations.INLINE);
    ann.mutedMessage("big", 9);
    ann.enterLarge("big", 10, 9);
    acknowledgeEach(OpenConversations.INLINE);
    assertThat(ann.taken()).contains("SYNC phone@1 big (1,null] #1");

    ann.pass(60_000);

    assertThat(ann.taken()).isEmpty();
  }

  private void sayInEach(int conversations) {
    for (int n = 1; n <= conversations; n++) {
      ann.mutedMessage("c" + n, n);
    }
  }

  private void acknowledgeEach(int conversations) {
    for (int n = 1; n <= conversations; n++) {
      ann.delivered("phone", "c" + n, n);
    }
  }
}
