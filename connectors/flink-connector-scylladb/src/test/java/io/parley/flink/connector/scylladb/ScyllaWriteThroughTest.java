package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/**
 * Tests that the builder's choice for refused records reaches the operator. The step is built and
 * applied to a stream as in a job. Then its output for refused records runs in a harness over a
 * {@link FakeTarget}, because the step itself would open a session to a server.
 */
class ScyllaWriteThroughTest {

  private static final OutputTag<String> LETTERS = new OutputTag<>("letters", Types.STRING);

  private final FakeTarget database = new FakeTarget();

  @Test
  void withoutAChoiceARefusedRecordFailsTheTask() throws Exception {
    try (WriteThroughHarness operator = open(builder())) {
      operator.process("a:1");
      database.fail("a:1", DriverErrors.invalidValue());

      assertThatThrownBy(operator::run).hasMessageContaining("A row was refused");
    }
  }

  @Test
  void withDropRefusedARefusedRecordVanishesAndTheOthersPass() throws Exception {
    try (WriteThroughHarness operator = open(builder().dropRefused())) {
      operator.process("!a:1", "a:2");
      database.acknowledge("a:2");
      operator.run();

      assertThat(operator.output()).containsExactly("a:2");
    }
  }

  @Test
  void withRefusedToARefusedRecordLeavesByTheSideOutputAsALetter() throws Exception {
    try (WriteThroughHarness operator =
        open(builder().refusedTo(LETTERS, row -> row.record() + " " + row.rule()))) {
      operator.process("!a:1", "a:2");
      database.acknowledge("a:2");
      operator.run();

      assertThat(operator.sideOutput(LETTERS))
          .containsExactly(new StreamRecord<>("!a:1 binder", 0));
      assertThat(operator.output()).containsExactly("a:2");
    }
  }

  private static ScyllaWriteThroughBuilder<String> builder() {
    return ScyllaWriteThrough.<String>builder()
        .options(ReadingTable.options(new InetSocketAddress("localhost", 1)))
        .upsert(
            ScyllaUpsert.of(
                "INSERT INTO t (k) VALUES (?) USING TIMESTAMP ?",
                (record, row) -> row.setString("k", record),
                record -> 1));
  }

  private WriteThroughHarness open(ScyllaWriteThroughBuilder<String> builder) throws Exception {
    return WriteThroughHarness.builder(database, TestSettings.writeThrough(10, 10, 10))
        .refusals(refusalsOfTheOperator(builder.build()))
        .open();
  }

  /** The output for refused records that the operator of a job would get. */
  @SuppressWarnings("unchecked") // The step is one for texts.
  private static RefusalOutput<String> refusalsOfTheOperator(ScyllaWriteThrough<String> write)
      throws ReflectiveOperationException {
    var env = StreamExecutionEnvironment.createLocalEnvironment(1);
    var applied = write.apply(env.fromData("a:1").keyBy(record -> record));
    var step = (OneInputTransformation<?, ?>) applied.getTransformation();
    Field refusals = WriteThroughOperatorFactory.class.getDeclaredField("refusals");
    refusals.setAccessible(true);
    return (RefusalOutput<String>) refusals.get(step.getOperatorFactory());
  }
}
