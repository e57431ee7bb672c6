package io.parley.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Computes needs from round figures, each of which is easy to check by hand.
 *
 * <p>Seen red: replicas left out; the peak instead of the mean in the state; the widest limit
 * first; the state of three subtasks on four machines; the upload of a message instead of that of a
 * second.
 */
class NeedsTest {

  /** The mean is half of the peak, and the peak may use half of a machine. */
  private static final Demand DEMAND =
      new Demand(1e6, 20_000, 0.5, 20, 0.1, 100_000, 0.5, 8, 1e9, 60);

  private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);
  private final Needs needs = new Needs(new Figures("run", "today", figures), DEMAND);

  NeedsTest() {
    for (Figure figure : Figure.values()) {
      figures.put(figure, 0.0);
    }
    figures.put(Figure.MESSAGES_PER_SECOND, 1_000.0);
  }

  @Test
  void coresGrowWithTheMessages() {
    figures.put(Figure.KAFKA_CORES, 0.25);

    assertThat(needs.cores(Figure.KAFKA_CORES)).isCloseTo(5, within(1e-9));
  }

  @Test
  void whatTheJobsShareIsGivenToThemInProportion() {
    figures.put(Figure.FLINK_CORES, 1.0);
    figures.put(Figure.INGEST_CORES, 0.1);
    figures.put(Figure.ROUTING_CORES, 0.1);
    figures.put(Figure.RECEIPTS_CORES, 0.2);

    assertThat(needs.coresOfJob(Figure.INGEST_CORES)).isCloseTo(5, within(1e-9));
    assertThat(needs.coresOfJob(Figure.RECEIPTS_CORES)).isCloseTo(10, within(1e-9));
    assertThat(needs.taskManagers()).isEqualTo(5);
  }

  @Test
  void theBusiestTaskDecidesAboutSubtasksWhichDivideTheKeyGroups() {
    figures.put(Figure.BUSIEST_TASK_CORES, 0.35);

    // 1,000 / 0.35 at half load are 1,428 a second, so 14 subtasks would do; 15 divides 720.
    assertThat(needs.messagesPerSubtask()).isCloseTo(1_428.6, within(0.1));
    assertThat(needs.subtasks()).isEqualTo(15);
  }

  @Test
  void eachReplicaCarriesOutEachRequest() {
    figures.put(Figure.REQUESTS, 5.0);

    // 100,000 requests on three replicas, 12,500 for each core, at half load.
    assertThat(needs.requests()).isEqualTo(100_000);
    assertThat(needs.scyllaCores()).isEqualTo(48);
  }

  @Test
  void theLargerOfBytesAndRecordsDecidesAboutBrokersAndThreeAreTheLeast() {
    figures.put(Figure.KAFKA_BYTES, 2_000.0);
    assertThat(needs.brokers()).isEqualTo(3);

    // 1,210 MB a second are twice what three brokers can, and four times that at half load.
    figures.put(Figure.KAFKA_BYTES, 60_500.0);
    assertThat(needs.brokers()).isEqualTo(12);
  }

  @Test
  void ingestKeepsAWeekAtTheMeanRateAndAllConversations() {
    figures.put(Figure.INGEST_STATE_BYTES, 100.0);
    figures.put(Figure.INGEST_CONVERSATION_BYTES, 500.0);

    // 10,000 a second for 604,800 s, and ten million conversations.
    assertThat(needs.ingestState()).isCloseTo(604.8e9 + 5e9, within(1.0));
  }

  @Test
  void receiptsKeepWhatIsUnreadForThirtyDaysAndTheRestForTenMinutes() {
    figures.put(Figure.RECEIPTS_STATE_BYTES, 100.0);

    // 10,000 a second: a tenth for 2,592,000 s and the rest for 600 s.
    assertThat(needs.receiptsState()).isCloseTo(1e6 * (259_200 + 540), within(1.0));
  }

  /** The page divided the state by all machines, also by those that have no subtask. */
  @Test
  void aMachineWithoutASubtaskHoldsNoState() {
    figures.put(Figure.FLINK_CORES, 0.75);
    figures.put(Figure.INGEST_STATE_BYTES, 100.0);
    figures.put(Figure.BUSIEST_TASK_CORES, 0.07);

    assertThat(needs.taskManagers()).isEqualTo(4);
    assertThat(needs.subtasks()).isEqualTo(3);
    assertThat(needs.stateOfTaskManager()).isCloseTo(604.8e9 / 3, within(1.0));

    // Four subtasks on three machines: one machine has two.
    figures.put(Figure.FLINK_CORES, 0.55);
    figures.put(Figure.BUSIEST_TASK_CORES, 0.09);
    assertThat(needs.taskManagers()).isEqualTo(3);
    assertThat(needs.subtasks()).isEqualTo(4);
    assertThat(needs.stateOfTaskManager()).isCloseTo(604.8e9 / 2, within(1.0));
  }

  @Test
  void theTightestLimitComesFirst() {
    figures.put(Figure.FLINK_CORES, 1.0);
    figures.put(Figure.INGEST_STATE_BYTES, 100.0);
    figures.put(Figure.BUSIEST_TASK_CORES, 0.35);

    List<Limit> limits = needs.limits();

    // 604.8 GB in five TaskManagers, at a gigabyte a second.
    assertThat(needs.restoreSeconds()).isCloseTo(120.96, within(0.01));
    assertThat(limits.get(0).share()).isCloseTo(2.016, within(0.001));
    assertThat(limits).isSortedAccordingTo((a, b) -> Double.compare(b.share(), a.share()));
    assertThat(limits).extracting(Limit::name).contains("partitions of chat.commands");
  }

  /** A message that adds 500 bytes, at 1,000 a second: half a megabyte of ten in a second. */
  @Test
  void aCheckpointOfIngestMayUploadTheShareOfTheStateThatItUploadedWhenMeasured() {
    figures.put(Figure.INGEST_UPLOAD_BYTES, 500.0);
    figures.put(Figure.INGEST_STATE_SIZE, 10e6);
    figures.put(Figure.INGEST_STATE_BYTES, 100.0);

    assertThat(needs.uploadedShareOfIngest()).isCloseTo(0.05, within(1e-9));
    assertThat(needs.ingestCheckpointBytesByState()).isCloseTo(0.05 * 604.8e9, within(1.0));
  }

  @Test
  void aCheckpointUploadsWhatItsIntervalHasWritten() {
    figures.put(Figure.RECEIPTS_UPLOAD_BYTES, 300.0);

    assertThat(needs.checkpointBytes(Figure.RECEIPTS_UPLOAD_BYTES, 5)).isEqualTo(30e6);
  }
}
