package io.parley.checker.simulated;

import static io.parley.checker.Violation.ABORTED_READ;
import static io.parley.checker.Violation.BUCKET_MISMATCH;
import static io.parley.checker.Violation.CONSERVATION;
import static io.parley.checker.Violation.DIVERGENT_REPLAY;
import static io.parley.checker.Violation.DUPLICATE;
import static io.parley.checker.Violation.ID_NOT_RISING;
import static io.parley.checker.Violation.LOST;
import static io.parley.checker.Violation.MEMBERSHIP_MISMATCH;
import static io.parley.checker.Violation.PHANTOM;
import static io.parley.checker.Violation.REFUSAL_NOT_FINAL;
import static io.parley.checker.Violation.REORDERED;
import static io.parley.checker.Violation.ROW_MISMATCH;
import static io.parley.checker.Violation.SEQUENCE_GAP;
import static io.parley.checker.Violation.SET_ASIDE;
import static io.parley.checker.Violation.STORED_AFTER_VISIBLE;
import static io.parley.checker.Violation.WRONG_ACK;
import static io.parley.checker.Violation.WRONG_WRITETIME;

import io.parley.checker.Violation;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One way to corrupt the history of an ingest, and exactly the violations that the checker must
 * find then. These include violations that follow from the corruption: a lost event also leaves a
 * gap.
 */
public enum IngestCorruption {
  AN_ACK_IS_MISSING(Losses::dropAck, LOST),
  A_DEAD_LETTER_IS_MISSING(Losses::dropDeadLetter, LOST, CONSERVATION),
  AN_EVENT_WAS_NEVER_WRITTEN(Losses::dropEvent, LOST, CONSERVATION, SEQUENCE_GAP),
  A_COMMAND_LEFT_NO_TRACE(Losses::dropOutcome, LOST, CONSERVATION, SEQUENCE_GAP),
  AN_EVENT_WAS_COMMITTED_TWICE(Repetitions::repeatEvent, DUPLICATE),
  AN_ACK_WAS_COMMITTED_TWICE(Repetitions::repeatFirstAck, DUPLICATE),
  A_REJECTION_WAS_COMMITTED_TWICE(Repetitions::repeatRejection, DUPLICATE, CONSERVATION),
  A_DEAD_LETTER_WAS_COMMITTED_TWICE(Repetitions::repeatDeadLetter, DUPLICATE),
  A_COMMAND_WAS_STORED_AGAIN(Repetitions::storeAgain, DUPLICATE),
  A_ROW_WAS_STORED_TWICE(Repetitions::repeatRow, DUPLICATE),
  AN_EVENT_CAME_FROM_NOWHERE(Repetitions::inventEvent, PHANTOM),
  AN_EVENT_CANNOT_BE_DECODED(Strangers::addForeignEvent, PHANTOM),
  AN_ACK_CANNOT_BE_DECODED(Strangers::addForeignAck, PHANTOM),
  A_DEAD_LETTER_HAS_NO_HEADERS(Strangers::addLetterWithoutHeaders, PHANTOM),
  A_DEAD_LETTER_NAMES_NO_COMMAND(Strangers::addLetterOfNoCommand, PHANTOM),
  A_VALID_COMMAND_IS_A_DEAD_LETTER(Strangers::setAsideAValidCommand, SET_ASIDE),
  AN_EVENT_BEARS_ANOTHER_APPEND_TIME(Falsehoods::changeAppendTime, PHANTOM),
  A_REPETITION_WAS_ACKED_AS_NEW(Falsehoods::ackRepetitionAsNew, CONSERVATION),
  AN_ACK_NAMES_ANOTHER_EVENT(Falsehoods::renameAckedEvent, WRONG_ACK),
  AN_ACK_GIVES_ITS_EVENT_ANOTHER_NUMBER(Falsehoods::renumberAckedEvent, WRONG_ACK),
  A_REFUSED_COMMAND_BECAME_AN_EVENT(Falsehoods::refuseFirst, REFUSAL_NOT_FINAL),
  EVENTS_IN_ANOTHER_ORDER_THAN_COMMANDS(Disorders::swapCommands, REORDERED),
  EVENTS_SWAPPED_ON_THE_TOPIC(Disorders::swapEvents, ID_NOT_RISING),
  A_LATER_EVENT_WAS_SEEN_FIRST(Disorders::showEventEarly, ID_NOT_RISING),
  A_SEQUENCE_NUMBER_IS_SKIPPED(Disorders::skipSequence, SEQUENCE_GAP),
  AN_ABORTED_EVENT_WAS_NEVER_COMMITTED(Losses::abortEvent, ABORTED_READ, LOST, CONSERVATION),
  AN_ABORTED_ACK_WAS_NEVER_COMMITTED(Losses::abortAck, ABORTED_READ, LOST, CONSERVATION),
  AN_OUTCOME_WAS_NEVER_COMMITTED(
      Losses::abortOutcome, ABORTED_READ, LOST, CONSERVATION, SEQUENCE_GAP),
  AN_EVENT_WAS_REPLAYED_DIFFERENTLY(Falsehoods::divergeEvent, DIVERGENT_REPLAY),
  AN_ACK_WAS_REPLAYED_DIFFERENTLY(Falsehoods::divergeAck, DIVERGENT_REPLAY),
  A_VISIBLE_EVENT_HAS_NO_ROW(Losses::dropRow, STORED_AFTER_VISIBLE),
  A_ROW_HAS_OTHER_CONTENT(Falsehoods::changeRow, ROW_MISMATCH),
  AN_EDIT_DID_NOT_REACH_ITS_MESSAGE(Falsehoods::forgetEdit, ROW_MISMATCH),
  THE_CONTENT_OF_A_DELETED_MESSAGE_STAYED(Falsehoods::keepWhatIsDeleted, ROW_MISMATCH),
  A_ROW_IS_IN_ANOTHER_BUCKET(Falsehoods::misfileRow, ROW_MISMATCH),
  A_ROW_WAS_DATED_BY_A_CLOCK(Falsehoods::redateRow, WRONG_WRITETIME),
  A_MEMBER_HAS_NO_ROW(Memberships::dropMemberRow, MEMBERSHIP_MISMATCH),
  A_MEMBER_DOES_NOT_SEE_THE_CONVERSATION(Memberships::dropUserRow, MEMBERSHIP_MISMATCH),
  A_MEMBER_HAS_ANOTHER_ROLE(Memberships::changeRole, MEMBERSHIP_MISMATCH),
  A_MEMBER_HAS_ANOTHER_NOTIFY_LEVEL(Memberships::changeLevel, MEMBERSHIP_MISMATCH),
  A_MEMBER_JOINED_BY_AN_EARLIER_EVENT(Memberships::changeJoin, MEMBERSHIP_MISMATCH),
  SOMEBODY_WHO_LEFT_IS_STILL_A_MEMBER(Memberships::forgetLeave, MEMBERSHIP_MISMATCH),
  A_CONVERSATION_IS_OF_ANOTHER_KIND(Memberships::changeKind, MEMBERSHIP_MISMATCH),
  A_STRANGER_IS_A_MEMBER(Memberships::addStranger, MEMBERSHIP_MISMATCH),
  A_MEMBER_WAS_DATED_BY_A_CLOCK(Memberships::redate, WRONG_WRITETIME),
  A_WINDOW_HAS_NO_BUCKET(Memberships::dropBucket, BUCKET_MISMATCH),
  A_BUCKET_HAS_NO_EVENT(Memberships::addBucket, BUCKET_MISMATCH);

  private final Consumer<Surgeon> action;
  private final Set<Violation> mustBeFound;

  IngestCorruption(Consumer<Surgeon> action, Violation... mustBeFound) {
    this.action = action;
    this.mustBeFound = Set.of(mustBeFound);
  }

  /** Breaks the history, at a place that the seed chooses. */
  public void apply(RecordedIngest history, long seed) {
    action.accept(new Surgeon(history, seed));
  }

  /** What the checker must find, no more and no less. */
  public Set<Violation> mustBeFound() {
    return mustBeFound;
  }
}
