package io.parley.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.status.ReceiptStats;
import io.parley.schemas.topic.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The statistics of a reader who keeps the record with the highest version of each window. */
public final class Statistics {

  private Statistics() {}

  /** Whether a record of any window is committed. */
  static boolean arePublished(ReceiptsRig rig) throws Exception {
    return !rig.committed(Topics.RECEIPT_STATS, ReceiptStats.class).isEmpty();
  }

  /**
   * Adds up all committed windows. Each message that was delivered to a user must have been read by
   * that user, so one number is expected of deliveries and reads.
   */
  static void assertTotals(ReceiptsRig rig, long messages, long reads) throws Exception {
    List<ReceiptStats> last =
        lastOfEachWindow(rig.committed(Topics.RECEIPT_STATS, ReceiptStats.class));
    assertThat(sum(last, ReceiptStats::getMessages)).as("messages of %s", last).isEqualTo(messages);
    assertThat(sum(last, ReceiptStats::getDeliveries))
        .as("deliveries of %s", last)
        .isEqualTo(reads);
    assertThat(sum(last, ReceiptStats::getReads)).as("reads of %s", last).isEqualTo(reads);
  }

  /** The record with the highest version of each window. */
  public static List<ReceiptStats> lastOfEachWindow(List<ReceiptStats> stats) {
    return List.copyOf(
        stats.stream()
            .collect(
                Collectors.toMap(
                    result -> List.of(result.getWindowStart(), result.getConversationKind()),
                    result -> result,
                    BinaryOperator.maxBy(Comparator.comparingLong(ReceiptStats::getVersion))))
            .values());
  }

  private static long sum(List<ReceiptStats> windows, ToLongFunction<ReceiptStats> of) {
    return windows.stream().mapToLong(of).sum();
  }
}
