package io.parley.ingest.domain;

import static io.parley.ingest.testing.Commands.join;
import static io.parley.ingest.testing.Commands.joinAsAdmin;
import static io.parley.ingest.testing.Commands.leave;
import static io.parley.ingest.testing.Commands.setNotify;
import static io.parley.ingest.testing.Commands.setRole;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageSent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The limits of {@link DecisionHistory} allow 5 changes a command and 8 members. */
class MemberRulesTest {

  private final DecisionHistory history = new DecisionHistory();
  private final Commands alice = Commands.of("alice");
  private final Commands bob = Commands.of("bob");

  @Test
  void theFirstChangeCreatesTheConversationAndItsSenderIsTheAdmin() {
    ConversationEvent event = history.accept(alice.group("1", join("alice"), join("bob")));
    MembersChanged changed = (MembersChanged) event.getPayload();
    assertThat(event.getSequence()).isEqualTo(1);
    assertThat(event.getMessageId()).isEqualTo(event.getEventId());
    assertThat(changed.getMemberCount()).isEqualTo(2);
    assertThat(changed.getChanges()).containsExactly(joinAsAdmin("alice"), join("bob"));
    assertThat(history.state.members())
        .isEqualTo(Map.of("alice", MemberRole.ADMIN, "bob", MemberRole.MEMBER));
  }

  @Test
  void whoCreatesAConversationIsInIt() {
    history.reject(alice.group("1", join("bob")), RejectionReason.INVALID_MEMBERS);
    history.reject(alice.group("2", leave("alice")), RejectionReason.INVALID_MEMBERS);
    history.reject(
        alice.group("3", join("alice"), setRole("bob", MemberRole.ADMIN)),
        RejectionReason.INVALID_MEMBERS);
    history.reject(
        alice.members("4", ConversationKind.UNKNOWN, List.of(join("alice"))),
        RejectionReason.UNSUPPORTED);
  }

  @Test
  void aDirectConversationHasNoThirdMember() {
    history.reject(
        alice.members(
            "1", ConversationKind.DIRECT, List.of(join("alice"), join("bob"), join("carol"))),
        RejectionReason.INVALID_MEMBERS);
  }

  @Test
  void nobodyJoinsADirectConversationLater() {
    history.accept(alice.direct("2", "bob"));
    history.reject(alice.group("3", join("carol")), RejectionReason.INVALID_MEMBERS);
    history.reject(
        alice.group("5", setRole("bob", MemberRole.ADMIN)), RejectionReason.INVALID_MEMBERS);
    history.reject(alice.group("6", leave("bob")), RejectionReason.INVALID_MEMBERS);
    assertThat(history.state.members())
        .isEqualTo(Map.of("alice", MemberRole.MEMBER, "bob", MemberRole.MEMBER));
  }

  /** An account that ends must be able to go. Red when nobody leaves a direct conversation. */
  @Test
  void aMemberOfADirectConversationMayLeaveForGood() {
    history.accept(alice.direct("1", "bob"));
    history.accept(bob.group("2", leave("bob")));
    assertThat(history.state.members()).containsOnlyKeys("alice");
    history.reject(alice.group("3", join("bob")), RejectionReason.INVALID_MEMBERS);
    history.reject(bob.direct("4", "alice"), RejectionReason.NOT_A_MEMBER);
    MessageSent last = (MessageSent) history.accept(alice.text("5", "bye")).getPayload();
    assertThat(last.getRecipients()).isZero();
  }

  @Test
  void aDirectConversationWithOneMemberIsForNotes() {
    history.accept(alice.members("1", ConversationKind.DIRECT, List.of(join("alice"))));
    MessageSent note = (MessageSent) history.accept(alice.text("2", "milk")).getPayload();
    assertThat(note.getRecipients()).isZero();
    history.reject(alice.group("3", join("bob")), RejectionReason.INVALID_MEMBERS);
  }

  @Test
  void bothMayOpenTheSameDirectConversation() {
    history.accept(alice.direct("1", "bob"));
    MembersChanged second = (MembersChanged) history.accept(bob.direct("1", "alice")).getPayload();
    assertThat(second.getChanges()).isEmpty();
    assertThat(second.getMemberCount()).isEqualTo(2);
  }

  @Test
  void onlyAdminsChangeOthers() {
    history.accept(alice.group("1", join("alice"), join("bob")));
    history.reject(bob.group("2", join("carol")), RejectionReason.NOT_AN_ADMIN);
    history.reject(bob.group("3", leave("alice")), RejectionReason.NOT_AN_ADMIN);
    history.reject(bob.group("4", setRole("bob", MemberRole.ADMIN)), RejectionReason.NOT_AN_ADMIN);
    history.reject(bob.group("5", leave("bob"), leave("alice")), RejectionReason.NOT_AN_ADMIN);
    history.reject(Commands.of("carol").group("6", join("carol")), RejectionReason.NOT_A_MEMBER);
    history.accept(bob.group("7", leave("bob")));
    assertThat(history.state.members()).containsOnlyKeys("alice");
  }

  @Test
  void theLastAdminMayNotStepDownWithoutASuccessor() {
    history.accept(alice.group("1", join("alice"), join("bob")));
    history.reject(
        alice.group("3", setRole("alice", MemberRole.MEMBER)), RejectionReason.LAST_ADMIN);
    history.accept(alice.group("4", setRole("bob", MemberRole.ADMIN), leave("alice")));
    assertThat(history.state.members()).isEqualTo(Map.of("bob", MemberRole.ADMIN));
  }

  /** An account that ends must be able to go. Red when the last admin cannot leave. */
  @Test
  void theLongestStandingMemberFollowsTheLastAdminWhoLeaves() {
    history.accept(alice.group("1", join("alice")));
    history.accept(alice.group("2", join("zoe")));
    history.accept(alice.group("3", join("bob")));
    MembersChanged changed =
        (MembersChanged) history.accept(alice.group("4", leave("alice"))).getPayload();
    assertThat(changed.getChanges())
        .containsExactly(leave("alice"), setRole("zoe", MemberRole.ADMIN));
    assertThat(changed.getMemberCount()).isEqualTo(2);
    assertThat(history.state.members())
        .isEqualTo(Map.of("zoe", MemberRole.ADMIN, "bob", MemberRole.MEMBER));
  }

  /** In a large group the longest-standing member is not known. */
  @Test
  void theLastAdminOfALargeGroupNamesASuccessor() {
    DecisionHistory large =
        new DecisionHistory(
            new DecisionLimits(Duration.ofDays(7), Duration.ofDays(7), 1_000, 1_000));
    large.accept(alice.group("1", join("alice")));
    large.accept(alice.group("2", joins(0, MemberList.MAX_SIZE)));
    large.reject(alice.group("3", leave("alice")), RejectionReason.LAST_ADMIN);
    large.accept(alice.group("4", setRole("user-7", MemberRole.ADMIN), leave("alice")));
  }

  /**
   * The members of a large group lie in records of their own and never move back, so their order of
   * joining is not known any more. {@code DecideFunctionTest} has the same with the state in Flink.
   */
  @Test
  void aGroupThatWasEverLargeCountsAsLarge() {
    DecisionHistory large =
        new DecisionHistory(
            new DecisionLimits(Duration.ofDays(7), Duration.ofDays(7), 1_000, 1_000));
    large.accept(alice.group("1", join("alice")));
    for (int i = 0; i < MemberList.MAX_SIZE; i++) {
      large.accept(alice.group("join-" + i, join("user-" + i)));
    }
    for (int i = 1; i < MemberList.MAX_SIZE; i++) {
      large.accept(alice.group("leave-" + i, leave("user-" + i)));
    }
    large.reject(alice.group("2", leave("alice")), RejectionReason.LAST_ADMIN);
  }

  @Test
  void aGroupThatEverybodyLeftIsClosed() {
    history.accept(alice.group("1", join("alice")));
    history.accept(alice.group("2", leave("alice")));
    history.reject(alice.group("3", join("alice")), RejectionReason.NOT_A_MEMBER);
    history.reject(alice.text("4", "hello?"), RejectionReason.NOT_A_MEMBER);
  }

  @Test
  void changesThatHoldAlreadyHaveNoEffect() {
    history.accept(alice.group("1", join("alice"), join("bob")));
    MembersChanged changed =
        (MembersChanged)
            history
                .accept(
                    alice.group(
                        "2", join("alice"), joinAsAdmin("bob"), leave("dave"), join("carol")))
                .getPayload();
    assertThat(changed.getChanges()).containsExactly(join("carol"));
    assertThat(history.state.members())
        .containsEntry("alice", MemberRole.ADMIN)
        .containsEntry("bob", MemberRole.MEMBER);
  }

  @Test
  void aStrangerHasNoRole() {
    history.accept(alice.group("1", join("alice")));
    history.reject(
        alice.group("2", setRole("bob", MemberRole.ADMIN)), RejectionReason.INVALID_MEMBERS);
  }

  @Test
  void whoLeftMayBeInvitedAgain() {
    history.accept(alice.group("1", join("alice"), join("bob")));
    history.accept(bob.group("2", leave("bob")));
    history.reject(bob.text("3", "hi"), RejectionReason.NOT_A_MEMBER);
    history.accept(alice.group("4", join("bob")));
    history.accept(bob.text("5", "hi"));
  }

  @Test
  void everyMemberChoosesWhatPushesThem() {
    history.accept(alice.group("1", join("alice"), join("bob")));
    MembersChanged changed =
        (MembersChanged)
            history.accept(bob.group("2", setNotify("bob", NotifyLevel.NONE))).getPayload();
    assertThat(changed.getChanges()).containsExactly(setNotify("bob", NotifyLevel.NONE));
    MembersChanged again =
        (MembersChanged)
            history.accept(bob.group("3", setNotify("bob", NotifyLevel.NONE))).getPayload();
    assertThat(again.getChanges()).as("it holds already").isEmpty();
    history.accept(alice.group("4", setRole("bob", MemberRole.ADMIN)));
    assertThat(history.state.member("bob"))
        .contains(new Member("bob", MemberRole.ADMIN, NotifyLevel.NONE));
  }

  @Test
  void nobodyChoosesForOthers() {
    history.accept(alice.group("1", join("alice"), join("bob")));
    history.reject(
        alice.group("2", setNotify("bob", NotifyLevel.NONE)), RejectionReason.INVALID_MEMBERS);
    history.reject(
        bob.group("3", setNotify("alice", NotifyLevel.NONE)), RejectionReason.NOT_AN_ADMIN);
    history.reject(
        Commands.of("carol").group("4", setNotify("carol", NotifyLevel.NONE)),
        RejectionReason.NOT_A_MEMBER);
  }

  @Test
  void whoComesBackIsPushedForEverythingAgain() {
    history.accept(alice.group("1", join("alice"), join("bob")));
    history.accept(bob.group("2", setNotify("bob", NotifyLevel.NONE)));
    history.accept(bob.group("3", leave("bob")));
    history.accept(alice.group("4", join("bob")));
    assertThat(history.state.member("bob"))
        .contains(new Member("bob", MemberRole.MEMBER, NotifyLevel.ALL));
  }

  @Test
  void everyoneInADirectConversationMayMuteIt() {
    history.accept(alice.direct("1", "bob"));
    history.accept(bob.group("2", setNotify("bob", NotifyLevel.MENTIONS)));
  }

  /** A newer gateway knows more roles. Red when an unknown role reads as MEMBER. */
  @Test
  void whatALaterVersionAddsIsUnsupported() {
    history.accept(alice.group("1", join("alice"), join("bob")));
    history.reject(
        alice.group("2", setRole("bob", MemberRole.UNKNOWN)), RejectionReason.UNSUPPORTED);
    history.reject(
        alice.group(
            "3", new MemberChange("carol", MemberAction.JOIN, MemberRole.UNKNOWN, NotifyLevel.ALL)),
        RejectionReason.UNSUPPORTED);
    history.reject(
        bob.group("4", setNotify("bob", NotifyLevel.UNKNOWN)), RejectionReason.UNSUPPORTED);
    assertThat(history.state.members()).containsEntry("bob", MemberRole.MEMBER);
  }

  @Test
  void aListIsWellFormed() {
    history.reject(alice.group("1"), RejectionReason.INVALID_MEMBERS);
    history.reject(
        alice.group("2", join("alice"), leave("alice")), RejectionReason.INVALID_MEMBERS);
    history.reject(alice.group("3", join("alice"), join("b b")), RejectionReason.INVALID_ID);
    history.reject(
        alice.group(
            "4",
            new MemberChange("alice", MemberAction.UNKNOWN, MemberRole.MEMBER, NotifyLevel.ALL)),
        RejectionReason.UNSUPPORTED);
    history.accept(alice.group("5", join("alice")));
    history.reject(alice.group("6"), RejectionReason.INVALID_MEMBERS);
  }

  @Test
  void listsAndGroupsAreBounded() {
    history.reject(alice.group("1", joins(0, 100_000)), RejectionReason.TOO_MANY_MEMBERS);
    history.accept(alice.group("2", join("alice")));
    history.accept(alice.group("3", joins(0, 5)));
    history.reject(alice.group("4", joins(5, 8)), RejectionReason.TOO_MANY_MEMBERS);
    history.accept(alice.group("5", joins(5, 7)));
    history.reject(alice.group("6", joins(7, 8)), RejectionReason.TOO_MANY_MEMBERS);
  }

  private static MemberChange[] joins(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> join("user-" + i)).toArray(MemberChange[]::new);
  }
}
