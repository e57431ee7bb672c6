package io.parley.gateway.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What a member may read.
 *
 * <p>Seen red: with everything readable for a present member.
 */
class MembershipTest {

  private static Membership membership(long joined, long left) {
    return new Membership("garden", "ann", "MEMBER", "ALL", joined, left);
  }

  @Test
  void aMemberReadsFromTheEventWithWhichTheyJoined() {
    Membership member = membership(100, 0);
    assertThat(member.mayRead(99)).isFalse();
    assertThat(member.mayRead(100)).isTrue();
    assertThat(member.mayRead(Long.MAX_VALUE - 1)).isTrue();
  }

  @Test
  void aFormerMemberReadsUpToTheEventWithWhichTheyLeft() {
    Membership former = membership(100, 200);
    assertThat(former.mayRead(99)).isFalse();
    assertThat(former.mayRead(200)).isTrue();
    assertThat(former.mayRead(201)).isFalse();
  }

  @Test
  void whoCameBackReadsFromTheirReturn() {
    Membership again = membership(300, 200);
    assertThat(again.mayRead(200)).isFalse();
    assertThat(again.mayRead(300)).isTrue();
  }
}
