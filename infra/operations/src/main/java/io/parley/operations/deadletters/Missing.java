package io.parley.operations.deadletters;

import io.parley.command.CommandFailure;
import java.util.ArrayList;
import java.util.List;

/** The check that every dead letter that was asked for by name was found. */
final class Missing {

  private Missing() {}

  /**
   * Checks.
   *
   * @throws CommandFailure naming those that were not found
   */
  static void check(DeadLetterFilter filter, List<DeadLetter> found) {
    List<DeadLetterId> missing = new ArrayList<>(filter.ids());
    found.forEach(letter -> missing.remove(letter.id()));
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          "No dead letter %s. Retention may have deleted it, or its job has not completed a checkpoint since. `parley dead-letters list` shows what there is."
              .formatted(missing));
    }
  }
}
