package io.parley.checker.simulated;

import static io.parley.checker.simulated.Surgeon.FAR;
import static io.parley.checker.simulated.Surgeon.atOffset;
import static io.parley.checker.simulated.Surgeon.value;
import static io.parley.checker.simulated.Surgeon.with;

import io.parley.checker.history.DeadLetter;
import io.parley.checker.history.Position;
import io.parley.checker.history.Seen;
import io.parley.schemas.command.ConversationCommand;
import java.util.List;
import java.util.Optional;

/** Corruptions that add a record which cannot be decoded, or which belongs to no command. */
final class Strangers {

  private Strangers() {}

  static void addForeignEvent(Surgeon surgeon) {
    addUndecodable(surgeon, surgeon.history.events());
  }

  static void addForeignAck(Surgeon surgeon) {
    addUndecodable(surgeon, surgeon.history.acks());
  }

  static void addLetterWithoutHeaders(Surgeon surgeon) {
    addUndecodable(surgeon, surgeon.history.deadLetters());
  }

  static void addLetterOfNoCommand(Surgeon surgeon) {
    Seen<DeadLetter> model = surgeon.any(surgeon.history.deadLetters(), Seen::committed);
    DeadLetter letter = value(model);
    Position nowhere = new Position(letter.source().topic(), letter.source().partition(), FAR);
    surgeon
        .history
        .deadLetters()
        .add(with(atOffset(model, FAR), new DeadLetter(letter.job(), letter.reason(), nowhere)));
  }

  /** A command that ingest could have answered is a dead letter. */
  static void setAsideAValidCommand(Surgeon surgeon) {
    Seen<ConversationCommand> command =
        atOffset(surgeon.any(surgeon.history.commands(), seen -> seen.value().isPresent()), FAR);
    Seen<DeadLetter> model = surgeon.any(surgeon.history.deadLetters(), Seen::committed);
    DeadLetter letter = new DeadLetter(value(model).job(), "MALFORMED", command.at());
    surgeon.history.commands().add(command);
    surgeon.history.deadLetters().add(with(atOffset(model, FAR), letter));
  }

  private static <T> void addUndecodable(Surgeon surgeon, List<Seen<T>> records) {
    Seen<T> model = atOffset(surgeon.any(records, Seen::committed), FAR);
    records.add(
        new Seen<>(
            model.at(),
            model.committed(),
            model.timestamp(),
            model.key(),
            model.digest(),
            Optional.empty()));
  }
}
