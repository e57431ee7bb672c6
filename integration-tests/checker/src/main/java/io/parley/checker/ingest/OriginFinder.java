package io.parley.checker.ingest;

import io.parley.checker.Findings;
import io.parley.checker.Violation;
import io.parley.checker.history.Position;
import io.parley.checker.sort.SortedRows;
import io.parley.schemas.topic.Topics;
import java.util.List;

/**
 * Finds the command that became an event. A command that was rejected may be sent again and
 * accepted, so its identity is not enough. The event also tells when the broker took its command.
 */
final class OriginFinder {

  private final Findings findings;
  private final SortedRows order;

  OriginFinder(Findings findings, SortedRows order) {
    this.findings = findings;
    this.order = order;
  }

  void find(CommandAccount account) {
    if (account.commands().isEmpty()) {
      return; // A phantom, reported as such.
    }
    long previousId = 0;
    for (AccountEntry.Event event : account.events()) {
      if (event.eventId() == previousId) {
        continue; // Committed twice, reported as such.
      }
      previousId = event.eventId();
      List<AccountEntry.Command> candidates = account.candidatesFor(event);
      if (candidates.isEmpty()) {
        findings.report(
            Violation.PHANTOM,
            new Position(Topics.EVENTS, event.partition(), event.offset()),
            "no command was appended at " + event.appendedAt());
        continue;
      }
      AccountEntry.Command first = candidates.get(0);
      AccountEntry.Command last = candidates.get(candidates.size() - 1);
      order.add(
          new ConversationOrder.Origin(first.partition(), first.offset(), last.offset())
              .row(event.conversation(), event.eventId()));
    }
  }
}
