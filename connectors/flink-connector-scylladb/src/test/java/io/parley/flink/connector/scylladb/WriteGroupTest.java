package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WriteGroupTest {

  private final WriteGroup<RecordWrite<String>> group = new WriteGroup<>(4, 100);

  @Test
  void takesRecordsOfOnePartitionUpToItsBounds() {
    assertThat(group.tryAdd(record(row("p", 10)))).isTrue();
    assertThat(group.tryAdd(record(row("p", 10), row("p", 10)))).isTrue();
    assertThat(group.tryAdd(record(row("p", 10), row("p", 10)))).as("five rows").isFalse();
    assertThat(group.tryAdd(record(row("p", 71)))).as("101 bytes").isFalse();
    assertThat(group.tryAdd(record(row("p", 70)))).isTrue();
  }

  @Test
  void takesNoRecordOfAnotherPartition() {
    assertThat(group.tryAdd(record(row("p", 10)))).isTrue();

    assertThat(group.tryAdd(record(row("q", 10)))).isFalse();
  }

  /** Rows of two tables become readable one after the other, though one batch brings them. */
  @Test
  void takesNoRecordOfAnotherTable() {
    assertThat(group.tryAdd(record(row("p", 10)))).isTrue();

    assertThat(group.tryAdd(record(rowOf("other", "p", 10)))).isFalse();
  }

  @Test
  void aRecordOfTwoTablesIsAlone() {
    assertThat(group.tryAdd(record(row("p", 10), rowOf("other", "p", 10)))).isTrue();

    assertThat(group.tryAdd(record(row("p", 10)))).isFalse();
  }

  @Test
  void aRecordThatIsTooLargeForABatchIsAlone() {
    assertThat(group.tryAdd(record(row("p", 101)))).isTrue();

    assertThat(group.tryAdd(record(row("p", 10)))).isFalse();
    assertThat(group.tryAdd(record())).isFalse();
  }

  @Test
  void aRecordWithoutRowsGoesWithAnyOpenGroup() {
    assertThat(group.tryAdd(record())).isTrue();
    assertThat(group.tryAdd(record(row("p", 100)))).isTrue();
    assertThat(group.tryAdd(record())).isTrue();

    assertThat(group.records()).hasSize(3);
  }

  private static RecordWrite<String> record(BoundRow... rows) {
    RecordWrite<String> record = new RecordWrite<>("record", false);
    record.bound(Stream.of(rows).toList());
    return record;
  }

  private static BoundRow row(String partition, int bytes) {
    return rowOf("table", partition, bytes);
  }

  private static BoundRow rowOf(String table, String partition, int bytes) {
    return new BoundRow(SimpleStatement.newInstance("cql"), "cql", table, partition, bytes);
  }
}
