package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.session.SessionState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Which sessions of a user live.
 *
 * <p>Seen red: with a live device dropped for a new one; with an older epoch accepted; with
 * LOGGED_OUT treated as DISCONNECTED; with a lease that ends by the time and not by what has been
 * read. Mutation testing found that nothing noticed a logout that pushes nothing, an end of a
 * session that another gateway reports, and a device that is kept beside the one that replaces it.
 */
class SessionsTest {

  private final OneUser ann = new OneUser();

  @Test
  void anIdleUserCostsNoTimerNoReadAndNoWriteHoweverLong() {
    ann.connect("phone", "g1", 1);
    int reads = ann.memory.reads;
    int writes = ann.memory.writes;

    ann.pass(Duration.ofHours(1).toMillis());

    assertThat(ann.timersSet).isZero();
    assertThat(ann.memory.reads).isEqualTo(reads);
    assertThat(ann.memory.writes).isEqualTo(writes);
  }

  @Test
  void anOlderSessionNeverReplacesANewerOne() {
    ann.connect("phone", "g2", 5);
    ann.connect("phone", "g1", 3);
    ann.disconnect("phone", "g1", 3);

    ann.message("c", 1);

    assertThat(ann.taken()).containsExactly("DIRECT phone@5 c 1");
    assertThat(ann.howOften(RoutingCounter.STALE_SESSION)).isEqualTo(2);
  }

  @Test
  void aSessionThatHasEndedDoesNotBeginAgain() {
    ann.connect("phone", "g1", 5);
    ann.disconnect("phone", "g1", 5);
    ann.connect("phone", "g1", 5);

    ann.mutedMessage("c", 1);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void aSessionEndsWithTheIncarnationOfItsGateway() {
    ann.connect("phone", "g1", 1);

    ann.sign("g1", 2, false);
    ann.mutedMessage("c", 1);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void aSessionWhoseGatewayHasNotBeenHeardOfYetLives() {
    ann.session("phone", "new", 7, 1, SessionState.CONNECTED);
    ann.session("laptop", "g1", 9, 1, SessionState.CONNECTED);

    ann.message("c", 1);

    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 1", "DIRECT laptop@1 c 1");
  }

  @Test
  void aSilentGatewaysLeaseEndsOnlyWhenTheInputHasBeenReadBeyondIt() {
    ann.connect("phone", "g1", 1);

    ann.now += 600_000;
    ann.message("c", 1);
    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 1");
    ann.readUpTo = ann.now;
    ann.mutedMessage("d", 2);

    assertThat(ann.taken()).isEmpty();
  }

  @Test
  void whoLogsOutIsForgotten() {
    ann.connect("phone", "g1", 1);
    ann.mutedMessage("c", 1);
    ann.logOut("phone", "g1", 1);

    assertThat(ann.memory.isEmpty()).isTrue();
    ann.pass(600_000);
    assertThat(ann.taken()).containsExactly("DIRECT phone@1 c 1");
  }

  @Test
  void whenTheOnlyConnectedDeviceLogsOutWhatNoDeviceHasIsPushed() {
    ann.connect("laptop", "g2", 1);
    ann.disconnect("laptop", "g2", 1);
    ann.connect("phone", "g1", 2);
    ann.message("c", 1);
    ann.taken();

    ann.logOut("phone", "g1", 2);
    ann.pass(6_000);

    assertThat(ann.taken()).containsExactly("NOTIFY c 1 unread 1");
  }

  @Test
  void anEndThatAnotherGatewayReportsEndsNothing() {
    ann.connect("phone", "g1", 5);

    ann.disconnect("phone", "g2", 5);
    ann.message("c", 1);

    assertThat(ann.taken()).containsExactly("DIRECT phone@5 c 1");
    assertThat(ann.howOften(RoutingCounter.STALE_SESSION)).isEqualTo(1);
  }

  @Test
  void aDeviceInADrawerIsDroppedForANewOne() {
    ann.connect("drawer", "g1", 1);
    ann.disconnect("drawer", "g1", 1);
    ann.pass(1_000);
    ann.connect("phone", "g1", 2);
    ann.connect("laptop", "g1", 3);

    ann.connect("tablet", "g1", 4);
    ann.message("c", 1);

    assertThat(ann.taken())
        .containsExactly("DIRECT phone@2 c 1", "DIRECT laptop@3 c 1", "DIRECT tablet@4 c 1");
    assertThat(ann.stored().devices)
        .extracting(Device::id)
        .containsExactly("phone", "laptop", "tablet");
  }

  @Test
  void aLiveDeviceIsNeverDroppedForANewOne() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g1", 2);
    ann.connect("tablet", "g1", 3);

    ann.connect("fourth", "g1", 4);
    ann.message("c", 1);

    assertThat(ann.taken())
        .containsExactly("DIRECT phone@1 c 1", "DIRECT laptop@2 c 1", "DIRECT tablet@3 c 1");
    assertThat(ann.howOften(RoutingCounter.REFUSED_DEVICE)).isEqualTo(1);
  }

  /** Before, the seventeenth live device made the eviction thrash at every heartbeat. */
  @Test
  void theSeventeenthDeviceIsRefusedHoweverOftenItComesAndChangesNothing() {
    OneUser busy = OneUser.under(PushPolicy.USER);
    for (int n = 1; n <= 16; n++) {
      busy.connect("device-" + n, "g1", n);
    }
    byte[] before = busy.memory.user().get();
    int writes = busy.memory.writes;

    for (int n = 0; n < 100; n++) {
      busy.connect("device-17", "g2", 100 + n);
    }
    busy.message("c", 1);

    assertThat(busy.howOften(RoutingCounter.REFUSED_DEVICE)).isEqualTo(100);
    assertThat(busy.taken()).hasSize(16).noneMatch(text -> text.contains("device-17"));
    assertThat(busy.memory.writes).as("writes: the message").isEqualTo(writes + 1);
    assertThat(UserCodec.user(before).devices).hasSize(16);
  }

  /** Before, the sixteenth reconnect within 20 s set a message aside for ever. */
  @Test
  void sixteenQuickReconnectsSetNothingAside() {
    ann.connect("phone", "g1", 1);
    ann.message("c", 1);
    ann.taken();

    for (int epoch = 2; epoch <= 17; epoch++) {
      ann.pass(1_000);
      ann.connect("phone", epoch % 2 == 0 ? "g2" : "g1", epoch);
      assertThat(ann.taken()).containsExactly("SYNC phone@%d c (0,1] #1".formatted(epoch));
    }
    ann.message("c", 2);
    ann.delivered("phone", "c", 1);

    assertThat(ann.taken()).containsExactly("SYNC phone@17 c (1,2] #1");
    ann.delivered("phone", "c", 2);
    ann.message("c", 3);
    assertThat(ann.taken()).containsExactly("DIRECT phone@17 c 3");
  }

  @Test
  void aDeviceThatIsGoneForTheRetentionIsForgottenWithWhatItMissed() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g1", 2);
    ann.disconnect("phone", "g1", 1);
    ann.mutedMessage("c", 1);
    ann.delivered("laptop", "c", 1);

    ann.now += Duration.ofDays(31).toMillis();
    ann.readUpTo = ann.now;
    ann.sign("g1", 1, false);
    ann.mutedMessage("d", 2);

    assertThat(ann.stored().devices).extracting(Device::id).containsExactly("laptop");
    assertThat(ann.stored().inline).extracting(open -> open.conversationId).containsExactly("d");
  }

  @Test
  void manySessionsThatBeginAtOnceGetTheirSyncsAtThePace() {
    OneUser slow = OneUser.paced();
    slow.connect("phone", "g1", 1);
    slow.disconnect("phone", "g1", 1);
    slow.mutedMessage("a", 1);
    slow.mutedMessage("b", 2);
    slow.mutedMessage("c", 3);
    slow.mutedMessage("d", 4);

    slow.connect("phone", "g1", 2);
    assertThat(slow.taken()).as("a second's worth at once").hasSize(2);
    slow.pass(1_000);
    assertThat(slow.taken()).hasSize(1);
    slow.pass(1_000);

    assertThat(slow.taken()).hasSize(1);
  }

  @Test
  void aStatusGoesToEachGatewayWithALiveSessionOnce() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g1", 2);
    ann.connect("tablet", "g2", 3);
    int writes = ann.memory.writes;

    ann.input(new UserInput.Status("c", new byte[0], null));
    ann.input(new UserInput.Cursor("c", new byte[0], null));

    assertThat(ann.taken())
        .containsExactly("STATUS g1 c", "STATUS g2 c", "CURSOR g1 c", "CURSOR g2 c");
    assertThat(ann.memory.writes).as("nothing is stored").isEqualTo(writes);
  }

  @Test
  void aStatusGoesToNoGatewayWhereTheSessionsHaveEnded() {
    ann.connect("phone", "g1", 1);
    ann.connect("laptop", "g2", 2);
    ann.disconnect("laptop", "g2", 2);

    ann.input(new UserInput.Status("c", new byte[0], null));

    assertThat(ann.taken()).containsExactly("STATUS g1 c");
  }
}
