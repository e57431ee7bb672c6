package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.routing.Events;
import org.junit.jupiter.api.Test;

/**
 * How long a notification waits for a session or a receipt.
 *
 * <p>Seen red: with a grace of zero; with {@code onOnline} doing nothing; without the grace period
 * after a restart, without the end of the last session, with a session that changes nothing if it
 * is over when it is read, and with one that began when the first of two devices was gone, all four
 * found by the simulation. Mutation testing found that nothing noticed a message whose grace period
 * another one had used up, and a notification that a retry sends within the quiet interval.
 */
class PushGraceTest {

  private final OneUser ann = new OneUser();

  @Test
  void aSessionWithinTheGracePeriodCancelsIt() {
    ann.message("c", 1);
    ann.pass(2_000);
    ann.connect("phone", "g1", 1);

    ann.pass(30_000);

    assertThat(ann.taken()).doesNotContain("NOTIFY c 1 unread 1");
    assertThat(ann.howOften(RoutingCounter.CANCELLED_PUSH)).isEqualTo(1);
  }

  /** The job was behind: it reads of the end of the gateway before it reads of the session. */
  @Test
  void aSessionThatIsOverWhenItIsReadBeginsTheGracePeriodAnew() {
    ann.message("c", 1);
    ann.pass(4_000);
    ann.sign("g1", 1, true);
    ann.connect("phone", "g1", 1);

    ann.passInSilence(4_000, "g2");
    assertThat(ann.taken()).doesNotContain("NOTIFY c 1 unread 1");
    ann.passInSilence(2_000, "g2");

    assertThat(ann.taken()).contains("NOTIFY c 1 unread 1");
  }

  /** A device whose gateway has died does not begin a grace period while another is connected. */
  @Test
  void theGracePeriodBeginsWhenTheLastOfSeveralDevicesHasGone() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 1);
    ann.message("c", 1);
    ann.sign("g1", 1, true);
    ann.passInSilence(7_000, "g2");
    ann.disconnect("laptop", "g2", 1);

    ann.passInSilence(4_000, "g2");
    assertThat(ann.taken()).doesNotContain("NOTIFY c 1 unread 1");
    ann.passInSilence(2_000, "g2");

    assertThat(ann.taken()).contains("NOTIFY c 1 unread 1");
  }

  @Test
  void aReceiptThatADisconnectOvertakesIsStillInTime() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 1);
    ann.disconnect("phone", "g1", 1);
    ann.pass(2_000);
    ann.read("phone", "c", 1);

    ann.pass(120_000);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 1");
  }

  @Test
  void nothingIsPushedBecauseTheInputIsHeldUp() {
    ann.message("c", 1);

    ann.now += 600_000;
    ann.fire();
    assertThat(ann.taken()).isEmpty();
    ann.connect("phone", "g1", 1);
    ann.readUpTo = ann.now;
    ann.fire();

    assertThat(ann.taken()).containsExactly("SYNC phone@1 c (0,1] #1");
  }

  @Test
  void whenTheMessageWhoseGraceRanIsDeletedTheNextWaitsForAFullGracePeriod() {
    ann.message("c", 1);
    ann.pass(4_000);
    ann.message("c", 2);
    ann.deletion("c", 3, 1);

    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 2 unread 1");
  }

  @Test
  void whenTheMessageWhoseGraceRanIsAcknowledgedTheNextWaitsForAFullGracePeriod() {
    ann.message("c", 1);
    ann.pass(4_000);
    ann.message("c", 2);
    ann.delivered("phone", "c", 1);

    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 2 unread 2");
  }

  @Test
  void aGatewayThatIsHeardAgainInTimeCancelsTheNotification() {
    ann.connect("phone", "g1", 1);
    ann.passInSilence(20_000, "g2");
    ann.message("c", 1);
    ann.passInSilence(3_000, "g2");
    ann.taken();

    ann.pass(3_000);

    assertThat(ann.taken()).doesNotContain("NOTIFY c 1 unread 1");
    assertThat(ann.howOften(RoutingCounter.CANCELLED_PUSH)).isEqualTo(1);
  }

  /** After a restart the first record may be old, and its time is all that the job knows. */
  @Test
  void afterARestartAHeldNotificationWaitsForAFullGracePeriod() {
    ann.now = Events.START;
    ann.message("c", 1);
    ann.now = Events.START + 60_000;
    ann.resume();

    ann.fire();
    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
  }

  @Test
  void theGracePeriodBeginsAtTheEndOfTheLastSessionIfTheMessageIsOlder() {
    ann.connect("phone", "g1", 1);
    ann.pass(30_000);
    ann.disconnect("phone", "g1", 1);
    long offline = ann.now;
    ann.now = offline - 20_000;
    ann.message("c", 1);
    ann.now = offline;
    ann.readUpTo = offline;

    ann.fire();
    ann.pass(4_000);
    assertThat(ann.taken()).isEmpty();
    ann.pass(2_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
  }

  /** A conversation is looked at for each of its deadlines, and the retry is due first here. */
  @Test
  void aRetryForASilentGatewayDoesNotEndTheQuietInterval() {
    ann.connect("phone", "g1", 1);
    ann.passInSilence(20_000, "g2");
    ann.message("c", 1);
    ann.passInSilence(6_000, "g2");
    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
    ann.message("c", 2);

    ann.passInSilence(56_000, "g2");
    assertThat(ann.taken()).isEmpty();
    ann.passInSilence(4_000, "g2");

    assertThat(ann.taken()).containsExactly("NOTIFY c 2 unread 2");
  }
}
