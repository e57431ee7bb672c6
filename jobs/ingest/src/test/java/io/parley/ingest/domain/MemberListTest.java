package io.parley.ingest.domain;

import static io.parley.ingest.testing.Commands.join;
import static io.parley.ingest.testing.Commands.joinAsAdmin;
import static io.parley.ingest.testing.Commands.leave;
import static io.parley.ingest.testing.Commands.setRole;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The members of a small conversation.
 *
 * <p>Seen red, by mutation testing: with each change made to the first member of the list, whoever
 * it names.
 */
class MemberListTest {

  private final MemberList three =
      MemberList.EMPTY.after(List.of(joinAsAdmin("ann"), join("bob"), join("cat")));

  @Test
  void aChangeIsMadeToTheMemberWhomItNames() {
    MemberList after = three.after(List.of(setRole("cat", MemberRole.ADMIN), leave("bob")));

    assertThat(after.members()).extracting(Member::userId).containsExactly("ann", "cat");
    assertThat(after.find("cat").orElseThrow().isAdmin()).isTrue();
    assertThat(after.find("bob")).isEmpty();
  }

  @Test
  void sixtyFourMembersFitAndOneMoreDoesNot() {
    MemberList full = MemberList.EMPTY.after(joins(MemberList.MAX_SIZE));

    assertThat(full.fits()).isTrue();
    assertThat(full.after(List.of(join("one-more"))).fits()).isFalse();
  }

  private static List<MemberChange> joins(int count) {
    return IntStream.range(0, count).mapToObj(n -> join("user-" + n)).toList();
  }
}
