package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records are texts such as "a:1": key a, a row of that name (see {@link FakeTarget}). */
class WriteThroughOperatorTest {

  private static final int MAX_PARALLELISM = 16;
  private static final OutputTag<String> LETTERS = new OutputTag<>("letters", Types.STRING);

  private final List<KeyedOneInputStreamOperatorTestHarness<String, String, String>> opened =
      new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (var harness : opened) {
      harness.close();
    }
  }

  @Test
  void aRecordLeavesWhenItsRowIsAcknowledgedAndNotBefore() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(10, 10, 10), null, 1, 0);
    operator.processElement("a:1", 17);
    run(operator);
    assertThat(operator.getOutput()).isEmpty();

    database.acknowledge("a:1");
    run(operator);

    assertThat(operator.getOutput()).containsExactly(new StreamRecord<>("a:1", 17));
  }

  @Test
  void recordsOfAKeyLeaveInOrderThoughTheirRowsAreAcknowledgedInAnother() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(10, 10, 10), null, 1, 0);
    process(operator, "a:1", "a:2", "a:3");

    database.acknowledge("a:3");
    database.acknowledge("a:2");
    run(operator);
    assertThat(output(operator)).isEmpty();
    database.acknowledge("a:1");
    run(operator);

    assertThat(output(operator)).containsExactly("a:1", "a:2", "a:3");
  }

  @Test
  void aSlowKeyHoldsUpNoOther() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(4, 2, 100), null, 1, 0);
    process(operator, "slow:1", "slow:2", "slow:3", "slow:4", "slow:5");
    assertThat(database.open()).as("its share of the window").hasSize(2);

    for (int i = 0; i < 10; i++) {
      process(operator, "quick:" + i);
      database.acknowledge("quick:" + i);
      run(operator);
    }

    assertThat(output(operator)).hasSize(10).allMatch(record -> record.startsWith("quick"));
    database.acknowledge("slow:1");
    run(operator);
    assertThat(database.rowsSent()).last().isEqualTo(List.of("slow:3"));
  }

  @Test
  void aRecordWithoutRowsWaitsForItsTurn() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(10, 10, 10), null, 1, 0);
    process(operator, "a:1", "-a:none", "b:1");
    assertThat(output(operator)).isEmpty();

    database.acknowledge("a:1");
    run(operator);

    assertThat(output(operator)).containsExactly("a:1", "-a:none");
  }

  @Test
  void manyWaitingRecordsWithoutRowsLeaveWithoutDeepRecursion() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(10, 1, 100_000), null, 1, 0);
    process(operator, "a:1");
    for (int i = 0; i < 50_000; i++) {
      operator.processElement("-a:" + i, 0);
    }

    database.acknowledge("a:1");
    run(operator);

    assertThat(output(operator)).hasSize(50_001);
  }

  @Test
  void aRecordOfSeveralRowsLeavesAfterTheLastOfThem() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(10, 10, 10), null, 1, 0);
    process(operator, "a:1+b:1");
    database.acknowledge("a:1");
    run(operator);
    assertThat(output(operator)).isEmpty();

    database.acknowledge("b:1");
    run(operator);

    assertThat(output(operator)).containsExactly("a:1+b:1");
  }

  @Test
  void aWatermarkDoesNotOvertakeRecords() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(10, 10, 10), null, 1, 0);
    process(operator, "a:1");
    operator.processWatermark(new Watermark(5));
    process(operator, "b:1");
    database.acknowledge("b:1");
    run(operator);
    assertThat(operator.getOutput()).containsExactly(new StreamRecord<>("b:1", 0));

    database.acknowledge("a:1");
    run(operator);

    assertThat(operator.getOutput())
        .containsExactly(
            new StreamRecord<>("b:1", 0), new StreamRecord<>("a:1", 0), new Watermark(5));
  }

  @Test
  void blocksWhenTooManyRecordsAreInside() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(10, 1, 2), null, 1, 0);
    process(operator, "a:1", "a:2");
    database.acknowledge("a:1"); // Its mail is what wakes the blocked task.

    process(operator, "a:3");

    assertThat(output(operator)).containsExactly("a:1");
  }

  @Test
  void whatWasInsideAtTheCheckpointIsWrittenAgainBeforeNewRecords() throws Exception {
    FakeTarget before = new FakeTarget();
    var operator = open(before, TestSettings.writeThrough(10, 1, 10), null, 1, 0);
    process(operator, "a:1", "a:2", "b:1", "c:1");
    before.acknowledge("c:1");
    run(operator);
    OperatorSubtaskState checkpoint = operator.snapshot(1, 0);

    FakeTarget after = new FakeTarget();
    var restored = open(after, TestSettings.writeThrough(10, 10, 10), checkpoint, 1, 0);
    process(restored, "a:3");
    assertThat(after.rowsSent())
        .containsExactlyInAnyOrder(List.of("a:1"), List.of("a:2"), List.of("b:1"), List.of("a:3"))
        .containsSubsequence(List.of(List.of("a:1"), List.of("a:2"), List.of("a:3")));
    after.acknowledgeAll();
    run(restored);

    assertThat(output(restored))
        .hasSize(4)
        .containsSubsequence("a:1", "a:2", "a:3")
        .contains("b:1");
  }

  @Test
  void restoredRecordsKeepTheirTimestamps() throws Exception {
    FakeTarget before = new FakeTarget();
    var operator = open(before, TestSettings.writeThrough(10, 10, 10), null, 1, 0);
    operator.processElement("a:1", 17);
    OperatorSubtaskState checkpoint = operator.snapshot(1, 0);

    FakeTarget after = new FakeTarget();
    var restored = open(after, TestSettings.writeThrough(10, 10, 10), checkpoint, 1, 0);
    after.acknowledgeAll();
    run(restored);

    assertThat(restored.getOutput()).containsExactly(new StreamRecord<>("a:1", 17));
  }

  /**
   * Seen red with the loop over keysInState taken out of snapshotState: a record that was emitted
   * long ago came again after a restore.
   */
  @Test
  void theStateIsEmptyOnceTheRecordsHaveLeft() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(10, 10, 10), null, 1, 0);
    process(operator, "a:1", "b:1");
    operator.snapshot(1, 0);
    assertThat(operator.numKeyedStateEntries()).isEqualTo(2);
    database.acknowledgeAll();
    run(operator);

    OperatorSubtaskState checkpoint = operator.snapshot(2, 0);

    assertThat(operator.numKeyedStateEntries()).isZero();
    FakeTarget after = new FakeTarget();
    open(after, TestSettings.writeThrough(10, 10, 10), checkpoint, 1, 0);
    assertThat(after.sent()).isEmpty();
  }

  @Test
  void theStateIsEmptyOnceRestoredRecordsHaveLeft() throws Exception {
    var operator = open(new FakeTarget(), TestSettings.writeThrough(10, 10, 10), null, 1, 0);
    process(operator, "a:1");
    FakeTarget after = new FakeTarget();
    var restored =
        open(after, TestSettings.writeThrough(10, 10, 10), operator.snapshot(1, 0), 1, 0);
    after.acknowledgeAll();
    run(restored);

    restored.snapshot(2, 0);

    assertThat(restored.numKeyedStateEntries()).isZero();
  }

  @Test
  void aRescaleTakesEachRecordToTheSubtaskOfItsKey() throws Exception {
    var operator = open(new FakeTarget(), TestSettings.writeThrough(100, 100, 100), null, 1, 0);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add("key" + i % 10 + ":" + i);
    }
    process(operator, records.toArray(String[]::new));
    OperatorSubtaskState checkpoint = operator.snapshot(1, 0);

    List<String> all = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      FakeTarget database = new FakeTarget();
      var rescaled =
          open(database, TestSettings.writeThrough(100, 100, 100), checkpoint, 2, subtask);
      database.acknowledgeAll();
      run(rescaled);
      assertThat(output(rescaled)).isNotEmpty();
      all.addAll(output(rescaled));
    }

    assertThat(all).containsExactlyInAnyOrderElementsOf(records);
    for (int key = 0; key < 10; key++) {
      assertThat(all).containsSubsequence("key" + key + ":" + key, "key" + key + ":" + (key + 10));
    }
  }

  @Test
  void theEndOfInputWaitsForTheDatabase() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(10, 1, 10), null, 1, 0);
    process(operator, "a:1", "a:2");
    operator.processWatermark(Watermark.MAX_WATERMARK);
    database.acknowledgeAtOnce();

    operator.endInput();

    assertThat(operator.getOutput())
        .containsExactly(
            new StreamRecord<>("a:1", 0), new StreamRecord<>("a:2", 0), Watermark.MAX_WATERMARK);
  }

  @Test
  void aRefusedRecordFailsTheTaskByDefault() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, TestSettings.writeThrough(10, 10, 10), null, 1, 0);
    process(operator, "a:1");
    database.fail("a:1", DriverErrors.invalidValue());

    assertThatThrownBy(() -> run(operator)).hasMessageContaining("A row was refused");
  }

  @Test
  void aRefusedRecordLeavesByTheSideOutputWhenItsTurnComes() throws Exception {
    FakeTarget database = new FakeTarget();
    RefusalOutput<String> letters =
        RefusalOutput.sideOutput(LETTERS, row -> row.record() + " " + row.rule());
    var operator = open(database, letters);
    process(operator, "a:1", "a:2", "a:3");
    database.fail("a:2", DriverErrors.invalidValue());
    run(operator);
    assertThat(operator.getSideOutput(LETTERS)).isNull();

    database.acknowledgeAll();
    run(operator);

    assertThat(operator.getSideOutput(LETTERS))
        .containsExactly(new StreamRecord<>("a:2 invalidValue", 0));
    assertThat(output(operator)).containsExactly("a:1", "a:3");
  }

  @Test
  void aDroppedRecordVanishes() throws Exception {
    FakeTarget database = new FakeTarget();
    var operator = open(database, RefusalOutput.drop());
    process(operator, "!a:1", "a:2");
    database.acknowledgeAll();
    run(operator);

    assertThat(output(operator)).containsExactly("a:2");
  }

  private KeyedOneInputStreamOperatorTestHarness<String, String, String> open(
      FakeTarget database, RefusalOutput<String> refusals) throws Exception {
    return open(database, TestSettings.writeThrough(10, 10, 10), refusals, null, 1, 0);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, String, String> open(
      FakeTarget database,
      WriteSettings settings,
      OperatorSubtaskState checkpoint,
      int parallelism,
      int subtask)
      throws Exception {
    return open(database, settings, RefusalOutput.fail(), checkpoint, parallelism, subtask);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, String, String> open(
      FakeTarget database,
      WriteSettings settings,
      RefusalOutput<String> refusals,
      OperatorSubtaskState checkpoint,
      int parallelism,
      int subtask)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, String, String>(
            new WriteThroughOperatorFactory<>(settings, () -> database, refusals),
            WriteThroughOperatorTest::keyOf,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    opened.add(harness);
    TypeSerializer<String> serializer = Types.STRING.createSerializer(new SerializerConfigImpl());
    harness.getStreamConfig().setupNetworkInputs(serializer);
    harness.getStreamConfig().serializeAllConfigs();
    harness.setup(serializer);
    if (checkpoint != null) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              checkpoint, MAX_PARALLELISM, 1, parallelism, subtask));
    }
    harness.open();
    return harness;
  }

  private static String keyOf(String record) {
    return record.replaceFirst("^[-!]", "").replaceFirst(":.*", "");
  }

  private static void process(
      KeyedOneInputStreamOperatorTestHarness<String, String, String> operator, String... records)
      throws Exception {
    for (String record : records) {
      operator.processElement(record, 0);
    }
  }

  /** Runs the mails that wait. */
  private static void run(KeyedOneInputStreamOperatorTestHarness<String, String, String> operator)
      throws Exception {
    var mailbox = operator.getTaskMailbox();
    while (mailbox.hasMail()) {
      mailbox.take(TaskMailbox.MIN_PRIORITY).run();
    }
  }

  private static List<String> output(
      KeyedOneInputStreamOperatorTestHarness<String, String, String> operator) {
    return operator.extractOutputValues();
  }
}
