package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.Test;

class RefusedRowsTest {

  private static final WriterInitContext NOT_USED = null;

  private final FakeMailbox mailbox = new FakeMailbox();
  private final FakeTarget database = new FakeTarget();
  private final TestProcessingTimeService timers = new TestProcessingTimeService();
  private final RecordingMetricGroup metrics = new RecordingMetricGroup();

  @Test
  void aDroppedRowIsCountedAndTheOtherRowsAreWritten() throws Exception {
    ScyllaSinkWriter<String> writer = writer(RefusedRows.drop());
    writer.write("!a:1", null);
    writer.write("b:1", null);
    writer.write("c:1", null);
    mailbox.whenBlocked(() -> database.fail("b:1", DriverErrors.invalidValue()));
    mailbox.whenBlocked(() -> database.acknowledge("c:1"));

    writer.flush(true);

    assertThat(mailbox.blockedAsExpected()).isTrue();
    assertThat(metrics.count("scylladb.refusedRows")).isEqualTo(2);
    assertThat(metrics.count("numRecordsSend")).isEqualTo(1);
  }

  private ScyllaSinkWriter<String> writer(RefusedRowHandler.Factory<String> factory)
      throws Exception {
    RefusedRowHandler<String> handler = factory.create(NOT_USED);
    return new ScyllaSinkWriter<>(
        settled ->
            new WriteEngine<>(
                database,
                TestSettings.unbatched(4),
                mailbox,
                timers,
                WriteMetrics.ofOperator(metrics),
                settled),
        handler,
        StringSerializer.INSTANCE,
        false);
  }
}
