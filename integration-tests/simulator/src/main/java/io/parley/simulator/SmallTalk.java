package io.parley.simulator;

import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A script made up from a seed. Half of the talk is in direct chats and half in groups, of which
 * many are small and few are large. Acts come at exponentially distributed intervals. The same seed
 * gives the same script.
 */
public final class SmallTalk implements Script {

  /** The fewest people who can talk. */
  public static final int LEAST_USERS = 4;

  /** The length of a script that its fleet ends; this is as far as a script can count. */
  public static final Duration ENDLESS = Duration.ofNanos(Long.MAX_VALUE);

  /**
   * The settings of a script.
   *
   * @param tag the beginning of the names of conversations. Two scripts on one stack need different
   *     tags.
   * @param people the beginning of the names of users
   * @param users the number of users, at least 4
   * @param perSecond the mean number of acts per second
   * @param duration the length of the script
   * @param largestGroup most members of a group; at most all users
   */
  public record Settings(
      long seed,
      String tag,
      String people,
      int users,
      double perSecond,
      Duration duration,
      int largestGroup) {

    public Settings {
      if (users < LEAST_USERS || perSecond <= 0 || largestGroup < 3) {
        throw new IllegalArgumentException(
            "%d users, %s acts a second, groups of up to %d: expected at least %d, more than 0, at least 3"
                .formatted(users, perSecond, largestGroup, LEAST_USERS));
      }
    }

    /** Groups of up to 30. */
    public static Settings of(long seed, int users, double perSecond, Duration duration) {
      return new Settings(seed, Long.toHexString(seed), "user-", users, perSecond, duration, 30);
    }

    /** The same with other people. */
    public Settings withPeople(String others) {
      return new Settings(seed, tag, others, users, perSecond, duration, largestGroup);
    }
  }

  private static final double DIRECT_SHARE = 0.5;
  private static final double EDIT_SHARE = 0.04;
  private static final double DELETE_SHARE = 0.01;
  private static final double CHANGE_SHARE = 0.01;

  /** A conversation of the script. Its first member created it and never leaves. */
  private record Room(String id, boolean isGroup, List<String> everybody, List<String> members) {}

  private final Settings settings;
  private final SplittableRandom random;
  private final SeededRandom chance;
  private final Words words;
  private final List<Room> directs = new ArrayList<>();
  private final List<Room> groups = new ArrayList<>();
  private long nanos;

  public SmallTalk(Settings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(settings.seed());
    this.chance = new SeededRandom(random);
    this.words = new Words(chance);
    List<String> users = new ArrayList<>();
    for (int n = 1; n <= settings.users(); n++) {
      users.add("%s%03d".formatted(settings.people(), n));
    }
    for (int n = 0; n < settings.users(); n++) {
      directs.add(room("direct", n, false, some(users, 2)));
    }
    for (int n = 0; n < Math.max(1, settings.users() / 3); n++) {
      groups.add(room("group", n, true, some(users, groupSize())));
    }
  }

  private int groupSize() {
    int most = Math.min(settings.users(), settings.largestGroup());
    // One group in n is n times as large as the smallest.
    return Math.min(most, (int) (3 / (1 - random.nextDouble())));
  }

  private Room room(String kind, int number, boolean isGroup, List<String> members) {
    String id = "%s-%s-%03d".formatted(kind, settings.tag(), number);
    return new Room(id, isGroup, members, new ArrayList<>(members));
  }

  private List<String> some(List<String> users, int count) {
    List<String> shuffled = new ArrayList<>(users);
    Collections.shuffle(shuffled, new Random(random.nextLong()));
    return List.copyOf(shuffled.subList(0, count));
  }

  @Override
  public List<Act> opening() {
    List<Act> opening = new ArrayList<>();
    directs.forEach(room -> opening.add(creation(room, ConversationKind.DIRECT)));
    groups.forEach(room -> opening.add(creation(room, ConversationKind.GROUP)));
    return opening;
  }

  private static Act creation(Room room, ConversationKind kind) {
    List<String> others = room.everybody().subList(1, room.everybody().size());
    return new Act.Create(Duration.ZERO, room.everybody().get(0), room.id(), kind, others);
  }

  @Override
  public Optional<Act> next() {
    nanos += Math.round(random.nextExponential() * 1e9 / settings.perSecond());
    Duration at = Duration.ofNanos(nanos);
    if (at.compareTo(settings.duration()) > 0) {
      return Optional.empty();
    }
    Room room = chance.is(DIRECT_SHARE) ? chance.oneOf(directs) : chance.oneOf(groups);
    String user = chance.oneOf(room.members());
    double kind = random.nextDouble();
    if (room.isGroup() && kind < CHANGE_SHARE) {
      return Optional.of(change(at, room));
    }
    if (kind < CHANGE_SHARE + DELETE_SHARE) {
      return Optional.of(new Act.Delete(at, user, room.id()));
    }
    if (kind < CHANGE_SHARE + DELETE_SHARE + EDIT_SHARE) {
      return Optional.of(new Act.Edit(at, user, room.id(), words.sentence()));
    }
    return Optional.of(new Act.Say(at, user, room.id(), words.sentence()));
  }

  /** Lets a user other than the creator leave or join again. */
  private Act change(Duration at, Room room) {
    String user = room.everybody().get(chance.between(1, room.everybody().size() - 1));
    MemberAction action;
    if (room.members().remove(user)) {
      action = MemberAction.LEAVE;
    } else {
      action = MemberAction.JOIN;
      room.members().add(user);
    }
    MemberChange change = new MemberChange(user, action, MemberRole.MEMBER, NotifyLevel.ALL);
    return new Act.Change(at, room.everybody().get(0), room.id(), List.of(change));
  }
}
