package io.parley.faults.input;

import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.id.Identifiers;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.session.SessionEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * The rules by which jobs make a dead letter of a record of a gateway that can be decoded and lies
 * under its key.
 *
 * <ul>
 *   <li>Each job that reads the topic refuses an id outside the rule for ids.
 *   <li>Routing refuses a session's epoch and an incarnation that are negative or too far ahead of
 *       the broker's time.
 *   <li>Receipt aggregation refuses a receipt for a message id that is not positive, and a receipt
 *       of an unknown kind.
 * </ul>
 *
 * <p>Everything else in a command that is out of bounds is rejected with an ack, and everything
 * else in another record is taken. {@code BoundaryRecordsTest} holds these rules to the jobs' own
 * checks.
 */
final class Refusals {

  /** The default of the router's option {@code routing.gateway.max-clock-ahead}. */
  private static final long MOST_AHEAD_MILLIS = Duration.ofMinutes(10).toMillis();

  private static final String INVALID_IDENTIFIER = "INVALID_IDENTIFIER";
  private static final String TIMESTAMP_OUT_OF_RANGE = "TIMESTAMP_OUT_OF_RANGE";
  private static final String SCHEMA_MISMATCH = "SCHEMA_MISMATCH";

  private Refusals() {}

  /**
   * The reasons for which jobs refuse a record, by the job's name. Empty if no job refuses it.
   *
   * @param appendedAt about the time at which the broker takes the record, in milliseconds
   */
  static Map<String, String> of(String topic, SpecificRecord record, long appendedAt) {
    Map<String, String> reasons = new TreeMap<>();
    if (Identifiers.firstInvalid(record).isPresent()) {
      JobCatalogue.load().jobs().stream()
          .filter(job -> job.reads().contains(topic))
          .forEach(job -> reasons.put(job.name(), INVALID_IDENTIFIER));
    } else if (record instanceof Receipt receipt) {
      ofReceipt(receipt).ifPresent(reason -> reasons.put(Jobs.RECEIPTS, reason));
    } else if (hasTimeOutOfRange(record, appendedAt)) {
      reasons.put(Jobs.ROUTING, TIMESTAMP_OUT_OF_RANGE);
    }
    return reasons;
  }

  private static Optional<String> ofReceipt(Receipt receipt) {
    if (receipt.getMessageId() <= 0) {
      return Optional.of(INVALID_IDENTIFIER);
    }
    return receipt.getKind() == ReceiptKind.UNKNOWN
        ? Optional.of(SCHEMA_MISMATCH)
        : Optional.empty();
  }

  private static boolean hasTimeOutOfRange(SpecificRecord record, long appendedAt) {
    if (record instanceof SessionEvent session) {
      return isOutOfRange(session.getSessionEpoch(), appendedAt)
          || isOutOfRange(session.getGatewayIncarnation(), appendedAt);
    }
    return record instanceof GatewayEvent gateway
        && isOutOfRange(gateway.getIncarnation(), appendedAt);
  }

  private static boolean isOutOfRange(long value, long appendedAt) {
    return value < 0 || value > appendedAt + MOST_AHEAD_MILLIS;
  }
}
