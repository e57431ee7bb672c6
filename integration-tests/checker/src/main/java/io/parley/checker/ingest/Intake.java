package io.parley.checker.ingest;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.Digest;
import io.parley.checker.history.IngestHistory;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.checker.sort.Scratch;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.topic.Topics;
import java.util.List;

/**
 * Joins commands and dead letters by the coordinates of the command. A command has either one dead
 * letter, or an account, because it must be answered. {@link SettingAside} says which commands may
 * have a dead letter.
 */
final class Intake {

  private static final int WIDTH = 5;
  private static final long COMMAND = 0;
  private static final long DEAD_LETTER = 1;
  private static final long UNDECODABLE = 0;
  private static final long AT_FAULT = 1;
  private static final long FAULTLESS = 2;
  private static final long EXCUSED = 0;
  private static final long NOT_EXCUSED = 1;

  private final Scratch scratch;
  private final Findings findings;

  Intake(Scratch scratch, Findings findings) {
    this.scratch = scratch;
    this.findings = findings;
  }

  void read(IngestHistory history, SortedRows accounts) {
    try (SortedRows coordinates = scratch.rows(WIDTH)) {
      history.forEachCommand(command -> addCommand(command, coordinates));
      history.forEachDeadLetter(letter -> addDeadLetter(letter, coordinates));
      coordinates.forEachGroup(group -> judge(group, accounts));
    }
  }

  private void addCommand(Seen<ConversationCommand> command, SortedRows coordinates) {
    if (!command.committed()) {
      return;
    }
    findings.count(Counts.COMMANDS);
    long state =
        command
            .value()
            .map(value -> SettingAside.isAtFault(command, value) ? AT_FAULT : FAULTLESS)
            .orElse(UNDECODABLE);
    long identity = command.value().map(Intake::identity).orElse(0L);
    coordinates.add(pack(command.at()), COMMAND, state, identity, command.timestamp());
  }

  private static long identity(ConversationCommand command) {
    return Digest.ofCommand(
        command.getConversationId(), command.getSenderId(), command.getClientMessageId());
  }

  private void addDeadLetter(Seen<DeadLetter> letter, SortedRows coordinates) {
    DeadLetter content = letter.value().orElse(null);
    if (content == null) {
      findings.report(
          Violation.PHANTOM, letter.at(), "a dead letter without the headers that name its source");
    } else if (letter.committed() && content.source().topic().equals(Topics.COMMANDS)) {
      findings.count(Counts.DEAD_LETTERS);
      coordinates.add(
          pack(content.source()),
          DEAD_LETTER,
          letter.at().partition(),
          letter.at().offset(),
          SettingAside.mayHappenToAny(content.reason()) ? EXCUSED : NOT_EXCUSED);
    }
  }

  private void judge(List<long[]> group, SortedRows accounts) {
    Position at = unpack(group.get(0)[0]);
    boolean isCommand = group.get(0)[1] == COMMAND;
    int deadLetters = group.size() - (isCommand ? 1 : 0);
    if (!isCommand) {
      findings.report(
          Violation.PHANTOM, at, "has " + deadLetters + " dead letters, but there is no command");
      return;
    }
    if (deadLetters > 1) {
      findings.report(Violation.DUPLICATE, at, "has " + deadLetters + " dead letters");
    }
    long[] command = group.get(0);
    if (command[2] == FAULTLESS) {
      requireExcuses(at, group.subList(1, group.size()));
    }
    if (deadLetters == 0 && command[2] == UNDECODABLE) {
      findings.report(Violation.LOST, at, "cannot be decoded and has no dead letter");
      findings.report(
          Violation.CONSERVATION, at, "sent 1 time; neither event, ack nor dead letter");
    } else if (deadLetters == 0) {
      accounts.add(
          new AccountEntry.Command(at.partition(), at.offset(), command[4]).row(command[3]));
    }
  }

  private void requireExcuses(Position command, List<long[]> letters) {
    letters.stream()
        .filter(letter -> letter[4] == NOT_EXCUSED)
        .findFirst()
        .ifPresent(
            letter ->
                findings.report(
                    Violation.SET_ASIDE,
                    command,
                    "can be decoded, has no fault, and is the dead letter "
                        + new Position(Topics.DEAD_LETTERS, (int) letter[2], letter[3])));
  }

  /** Offsets have 48 bits, which is a million records a second for nine years. */
  private static long pack(Position position) {
    return (long) position.partition() << 48 | position.offset();
  }

  private static Position unpack(long packed) {
    return new Position(Topics.COMMANDS, (int) (packed >>> 48), packed & (1L << 48) - 1);
  }
}
