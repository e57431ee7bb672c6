package io.parley.checker.conformance;

import io.parley.checker.conformance.Written.Command;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Rules 8 and 9: who sends commands, and how often. */
final class CommandJudge implements Judge {

  private static final int TOO_MANY_REPETITIONS = 5;

  @Override
  public void judge(GatewayStory story, Breaches breaches) {
    Map<String, List<Command>> byId =
        story.commands.stream()
            .sorted(Comparator.comparingLong(Command::time))
            .collect(
                Collectors.groupingBy(
                    command ->
                        GatewayStory.answerKey(command.sender().user(), command.clientMessageId()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    byId.forEach(
        (id, sendings) -> {
          isUnchanged(sendings, breaches);
          OptionalLong answer = story.firstAnswer(id);
          if (answer.isPresent()) {
            endsWithAck(sendings, answer.getAsLong(), breaches);
          } else {
            isRepeated(story, sendings.get(sendings.size() - 1), breaches);
          }
        });
    story.commands.forEach(command -> isAuthenticated(story, command, breaches));
  }

  private static void isUnchanged(List<Command> sendings, Breaches breaches) {
    Command first = sendings.get(0);
    for (Command repetition : sendings) {
      if (repetition.content() != first.content()) {
        breaches.report(
            Rule.REPEAT_UNTIL_ACK,
            repetition.at(),
            "client_message_id '%s' with another content than in %s"
                .formatted(repetition.clientMessageId(), first.at()));
        return;
      }
    }
  }

  private static void isRepeated(GatewayStory story, Command last, Breaches breaches) {
    long overdue = last.time() + Times.REPETITION_OVERDUE;
    boolean couldRepeat =
        overdue <= story.end
            && story.lives().own(last.sender()).stream()
                .anyMatch(life -> life.covers(last.time(), overdue));
    if (couldRepeat) {
      breaches.report(
          Rule.REPEAT_UNTIL_ACK,
          last.at(),
          "no ack of '%s' and no repetition within %d s although the device stayed connected"
              .formatted(last.clientMessageId(), Times.REPETITION_OVERDUE / 1_000));
    }
  }

  /**
   * The topics do not say when an ack was written. So only a gateway is accused that goes on and on
   * after ingest has had the command for long.
   */
  private static void endsWithAck(List<Command> sendings, long answered, Breaches breaches) {
    List<Command> late =
        sendings.stream().filter(sending -> sending.time() > answered + 2 * Times.OVERDUE).toList();
    if (late.size() >= TOO_MANY_REPETITIONS) {
      Command last = late.get(late.size() - 1);
      breaches.report(
          Rule.REPEAT_UNTIL_ACK,
          last.at(),
          "'%s' was sent %d times, the last time %d s after the command that was acked"
              .formatted(
                  last.clientMessageId(), sendings.size(), (last.time() - answered) / 1_000));
    }
  }

  /** Only if the gateway announces sessions at all: a gateway for programs may have none. */
  private static void isAuthenticated(GatewayStory story, Command command, Breaches breaches) {
    boolean isKnown =
        story.lives().isEmpty()
            || story.lives().wasNear(command.sender(), command.time(), Times.OVERDUE);
    if (!isKnown) {
      breaches.report(
          Rule.AUTHENTICATED_SENDER,
          command.at(),
          "sender %s has no session at this gateway at that time".formatted(command.sender()));
    }
  }
}
