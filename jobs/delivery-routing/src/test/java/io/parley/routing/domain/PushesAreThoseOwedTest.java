package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Notifications on both sides: each that goes out is owed, and what is owed goes out. The rules are
 * written here a second time, over everything that has happened and without any state of the
 * router's.
 *
 * <p>Found by it: a message was pushed a second time after a newer one had been deleted, and one
 * was pushed before its own grace had passed after the one before it had been acknowledged. Seen
 * red also with a grace of zero; without a quiet interval; without the look at who is offline when
 * a session ends; with a deletion that does not clear, and a leave that does not.
 */
class PushesAreThoseOwedTest {

  private static final long GRACE = OneUser.POLICY.pushGrace();
  private static final long QUIET = OneUser.POLICY.pushQuiet();

  /** A message, and what has become of it. */
  private static final class Message {
    final long id;
    final long at;
    boolean seen;
    boolean deleted;

    Message(long id, long at) {
      this.id = id;
      this.at = at;
    }

    boolean isOwed() {
      return !seen && !deleted;
    }
  }

  @Property(tries = 1000)
  void whatGoesOutIsOwedAndWhatIsOwedGoesOut(@ForAll long seed) {
    new Run(seed).play();
  }

  private static final class Run {
    final Random random;
    final OneUser ann = new OneUser();
    final List<Message> messages = new ArrayList<>();
    final Map<String, Long> sessions = new HashMap<>();
    long offlineSince = ann.now;
    long ids;
    long epoch;
    long notified;
    long notifiedAt = Long.MIN_VALUE / 2;

    Run(long seed) {
      random = new Random(seed);
    }

    void play() {
      for (int n = 0; n < 80; n++) {
        step();
      }
      List.copyOf(sessions.keySet()).forEach(this::disconnect);
      seconds(2 * (QUIET + GRACE) / 1_000);
      Message newest = newestOwed();
      if (newest != null) {
        assertThat(notified).as("the newest message that nobody has seen").isEqualTo(newest.id);
      }
    }

    private void step() {
      String device = random.nextBoolean() ? "phone" : "laptop";
      switch (random.nextInt(8)) {
        case 0, 1 -> say();
        case 2 -> connect(device);
        case 3 -> disconnect(device);
        case 4 -> acknowledge(device, random.nextBoolean());
        case 5 -> delete();
        case 6 -> leaveAndComeBack();
        default -> seconds(1 + random.nextInt(random.nextBoolean() ? 8 : 70));
      }
    }

    private void seconds(long count) {
      for (long n = 0; n < count; n++) {
        ann.pass(1_000);
        takeNotifications();
      }
    }

    private void takeNotifications() {
      for (String text : ann.taken()) {
        if (text.startsWith("NOTIFY")) {
          judge(Long.parseLong(text.split(" ")[2]));
        }
        assertThat(text).as("nothing is taken back without a cause").doesNotStartWith("CLEAR");
      }
    }

    private void judge(long id) {
      assertThat(sessions).as("live sessions when %d is pushed", id).isEmpty();
      assertThat(newestOwed()).isNotNull();
      assertThat(id).as("the newest that nobody has seen").isEqualTo(newestOwed().id);
      assertThat(id).as("not the same again").isGreaterThan(notified);
      assertThat(ann.now - notifiedAt).as("quiet").isGreaterThanOrEqualTo(QUIET);
      assertThat(messages)
          .as("one has waited for the grace period")
          .anyMatch(m -> m.isOwed() && ann.now >= Math.max(m.at, offlineSince) + GRACE);
      notified = id;
      notifiedAt = ann.now;
    }

    private Message newestOwed() {
      return messages.stream().filter(Message::isOwed).reduce((a, b) -> b).orElse(null);
    }

    private void say() {
      ids++;
      messages.add(new Message(ids, ann.now));
      ann.message("c", ids);
      takeNotifications();
    }

    private void connect(String device) {
      if (!sessions.containsKey(device)) {
        sessions.put(device, ++epoch);
        ann.connect(device, "g1", epoch);
        takeNotifications();
      }
    }

    private void disconnect(String device) {
      Long session = sessions.remove(device);
      if (session != null) {
        ann.disconnect(device, "g1", session);
        offlineSince = sessions.isEmpty() ? ann.now : offlineSince;
        takeNotifications();
      }
    }

    private void acknowledge(String device, boolean read) {
      if (messages.isEmpty()) {
        return;
      }
      long upTo = messages.get(random.nextInt(messages.size())).id;
      messages.stream().filter(m -> m.id <= upTo).forEach(m -> m.seen = true);
      if (read) {
        ann.read(device, "c", upTo);
        expectClear(notified != 0 && upTo >= notified);
      } else {
        ann.delivered(device, "c", upTo);
        expectClear(false);
      }
    }

    /** One of the newest three: the router remembers a few. */
    private void delete() {
      if (messages.isEmpty()) {
        return;
      }
      int back = random.nextInt(Math.min(3, messages.size()));
      Message message = messages.get(messages.size() - 1 - back);
      if (message.deleted || messages.stream().filter(m -> m.deleted).count() >= 2) {
        return;
      }
      message.deleted = true;
      ids++;
      ann.deletion("c", ids, message.id);
      expectClear(notified == message.id);
    }

    /** Nothing of what was said before is owed any more. */
    private void leaveAndComeBack() {
      messages.forEach(message -> message.seen = true);
      ann.leave("c", ++ids);
      expectClear(notified != 0);
      ann.join("c", ++ids);
      takeNotifications();
    }

    private void expectClear(boolean expected) {
      List<String> cleared = ann.taken().stream().filter(t -> t.startsWith("CLEAR")).toList();
      if (expected) {
        assertThat(cleared).containsExactly("CLEAR c " + notified);
        notified = 0;
        notifiedAt = Long.MIN_VALUE / 2;
      } else {
        assertThat(cleared).isEmpty();
      }
    }
  }
}
