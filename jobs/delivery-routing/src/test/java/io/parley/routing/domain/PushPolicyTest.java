package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which users count as offline under {@link PushPolicy#DEVICE}. Under the default, {@link
 * PushPolicy#USER}, {@link PushesTest} says the same for all cases.
 *
 * <p>Seen red: with {@code DEVICE} treated as {@code USER}; with a DELIVERED of the laptop that
 * cancels the phone's notification. Mutation testing found that nothing noticed a push to a user
 * whose devices are all connected, and news that waits for a receipt of a connected device.
 */
class PushPolicyTest {

  private final OneUser ann = OneUser.under(PushPolicy.DEVICE);

  @BeforeEach
  void aPhoneInThePocketBesideAnOpenLaptop() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 1);
    ann.disconnect("phone", "g1", 1);
    ann.taken();
  }

  @Test
  void thePhoneRingsWhileTheLaptopHasTheMessageAndNobodyReads() {
    ann.message("c", 1);
    ann.delivered("laptop", "c", 1);

    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("DIRECT laptop@1 c 1", "NOTIFY c 1 unread 1");
  }

  @Test
  void readingOnTheLaptopCancelsAndTakesBack() {
    ann.message("c", 1);
    ann.read("laptop", "c", 1);
    ann.pass(10_000);
    assertThat(ann.taken()).containsExactly("DIRECT laptop@1 c 1");

    ann.message("c", 2);
    ann.delivered("laptop", "c", 2);
    ann.pass(6_000);
    ann.read("laptop", "c", 2);

    assertThat(ann.taken())
        .containsExactly("DIRECT laptop@1 c 2", "NOTIFY c 2 unread 1", "CLEAR c 2");
  }

  @Test
  void aPhoneThatComesBackCancels() {
    ann.message("c", 1);
    ann.delivered("laptop", "c", 1);
    ann.pass(2_000);
    ann.connect("phone", "g1", 2);
    ann.delivered("phone", "c", 1);

    ann.pass(60_000);

    assertThat(ann.taken()).containsExactly("DIRECT laptop@1 c 1", "SYNC phone@2 c (0,1] #1");
  }

  @Test
  void whereEveryDeviceIsConnectedNobodyRings() {
    ann.connect("phone", "g1", 2);
    ann.message("c", 1);

    ann.pass(4_000);
    ann.delivered("laptop", "c", 1);
    ann.delivered("phone", "c", 1);
    ann.pass(60_000);

    assertThat(ann.taken()).noneMatch(text -> text.startsWith("NOTIFY"));
  }

  @Test
  void aUserWithoutAnyDeviceIsPushedAsUnderTheDefault() {
    OneUser bob = OneUser.under(PushPolicy.DEVICE);
    bob.message("c", 1);

    bob.pass(6_000);

    assertThat(bob.taken()).containsExactly("NOTIFY c 1 unread 1");
  }

  @Test
  void aReceiptOfTheDeviceItselfCancels() {
    OneUser bob = OneUser.under(PushPolicy.DEVICE);
    bob.connect("phone", "g1", 1);
    bob.message("c", 1);
    bob.disconnect("phone", "g1", 1);
    bob.delivered("phone", "c", 1);
    bob.taken();

    bob.pass(120_000);

    assertThat(bob.taken()).isEmpty();
  }

  /** The round over the members of a large conversation comes by later than the receipts. */
  @Test
  void newsOfALargeConversationIsPushedUntilTheAbsentDeviceHasIt() {
    OneUser bob = bobInALargeConversation();
    bob.delivered("phone", "big", 2);
    bob.delivered("laptop", "big", 3);
    bob.disconnect("phone", "g1", 1);
    bob.taken();

    bob.news("big", 2);
    bob.pass(6_000);
    assertThat(bob.taken()).isEmpty();

    bob.news("big", 3);
    bob.pass(6_000);
    assertThat(bob.taken()).containsExactly("NOTIFY big 3 unread 1");
  }

  @Test
  void whereEveryDeviceIsConnectedNobodyRingsThoughNoneAcknowledges() {
    ann.connect("phone", "g1", 2);

    ann.message("c", 1);
    ann.pass(60_000);

    assertThat(ann.taken()).noneMatch(text -> text.startsWith("NOTIFY"));
  }

  @Test
  void newsOfALargeConversationThatTheAbsentDeviceHasIsNotPushedForTheConnectedOne() {
    OneUser bob = bobInALargeConversation();
    bob.delivered("phone", "big", 3);
    bob.disconnect("phone", "g1", 1);
    bob.taken();

    bob.news("big", 3);
    bob.pass(6_000);

    assertThat(bob.taken()).isEmpty();
  }

  /** Both devices of bob are connected. */
  private static OneUser bobInALargeConversation() {
    OneUser bob = OneUser.under(PushPolicy.DEVICE);
    bob.connect("phone", "g1", 1);
    bob.connect("laptop", "g2", 2);
    bob.enterLarge("big", 1, 0);
    return bob;
  }
}
