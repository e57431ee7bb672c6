package io.parley.demo;

import io.parley.command.CommandFailure;
import io.parley.command.arguments.Bounds;
import io.parley.command.arguments.PathTo;
import io.parley.simulator.FleetSettings;
import io.parley.simulator.SmallTalk;
import io.parley.simulator.replay.ChatLog;
import io.parley.simulator.replay.ReplayScript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;

/**
 * The options of {@code demo} that shape the talk: people, rate, duration, seed, kill, and replay.
 */
final class DemoOptions {

  private static final int LONGEST_SEED = 1_000_000;
  private static final int GATEWAYS = 3;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "60",
      description = "How many people (default: ${DEFAULT-VALUE}).")
  @Bounds(least = SmallTalk.LEAST_USERS, most = 10_000)
  private int users;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Commands per second, on average. If not given, it is a tenth of the machine's rate,"
              + " which the warm-up finds out, but at most 50. Not for a replay.")
  @Bounds(moreThan = 0, most = 100_000)
  private Double rate;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long people talk (default: ${DEFAULT-VALUE}).")
  @Bounds(least = 1)
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long other people talk before the talk that is measured, because compilers and"
              + " caches are cold at first (default: ${DEFAULT-VALUE}). In the last third they talk"
              + " as fast as the machine can, which gives its rate; a short warm-up gives one that"
              + " is too low.")
  @Bounds(least = 3)
  private int warmUpSeconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all random choices (default: a random one, which is printed).")
  @Bounds
  private Long seed;

  @Option(
      names = "--kill",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Kill a TaskManager with -9 on the way (default), or not.")
  private boolean kill;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description =
          "Replay a chat log instead: IRC text, or JSON lines such as {\"at\": 1.5, \"user\":"
              + " \"ann\", \"text\": \"Hello\"}.")
  @PathTo(PathTo.Use.READ_FILE)
  private Path replay;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description =
          "Of a replay: 1 for the log's own gaps, 60 for a minute in a second. If not given, the"
              + " log is played in --duration.")
  @Bounds(least = 0.001, most = 1_000_000)
  private Double speed;

  Plan plan() throws IOException {
    long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1, LONGEST_SEED) : seed;
    return replay == null ? talk(chosen) : replay(chosen);
  }

  private Plan talk(long chosen) {
    Duration duration = Duration.ofSeconds(seconds);
    return new Plan(
        chosen,
        warmUp(chosen),
        rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
        perSecond -> {
          SmallTalk.Settings talk = SmallTalk.Settings.of(chosen, users, perSecond, duration);
          return new Talk(
              "%d people, %s commands a second for %d s"
                  .formatted(users, Plan.words(perSecond), seconds),
              FleetSettings.of(chosen),
              new SmallTalk(talk),
              "group-" + talk.tag() + "-000");
        },
        duration,
        kill);
  }

  private Plan replay(long chosen) throws IOException {
    ChatLog log = readLog();
    double factor = speed == null ? Math.max(1e-3, log.length().toMillis() / 1e3) / seconds : speed;
    Duration duration = Duration.ofMillis(Math.round(log.length().toMillis() / factor));
    String room = "replay-" + Long.toHexString(chosen);
    String what =
        String.format(
            Locale.ROOT,
            "%s: %,d messages in %d min, %.1f times as fast; %d lines not UTF-8 taken for ISO"
                + " 8859-1, %d left out",
            replay.getFileName(),
            log.messages(),
            log.length().toMinutes(),
            factor,
            log.notUtf8(),
            log.leftOut());
    return new Plan(
        chosen,
        warmUp(chosen),
        OptionalDouble.of(log.messages() * 1e3 / Math.max(1, duration.toMillis())),
        perSecond ->
            new Talk(
                what,
                FleetSettings.of(chosen).with(GATEWAYS, 1),
                new ReplayScript(log, room, factor),
                room),
        duration,
        kill);
  }

  private WarmUp warmUp(long chosen) {
    return new WarmUp(~chosen, users, Duration.ofSeconds(warmUpSeconds));
  }

  private ChatLog readLog() throws IOException {
    try {
      return ChatLog.read(replay);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(replay + " cannot be replayed. " + e.getMessage());
    }
  }
}
