package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@UsesLocalServers(Server.CQL)
class ScyllaSinkIT {

  private LocalServers servers;
  private ReadingTable table;

  @BeforeEach
  void createTable(LocalServers local) {
    servers = local;
    table = new ReadingTable(servers.cql());
  }

  @AfterEach
  void closeTable() {
    table.close();
  }

  @Test
  void writesEachRecordAsARowWithItsTimestamp() throws Exception {
    List<Reading> readings = readings(1000);
    try (WriterHarness writer = new WriterHarness(table.options(), table.upsert())) {
      writer.write(readings);
      writer.flush();
    }

    assertThat(table.rows()).containsExactlyInAnyOrderElementsOf(readings);
  }

  @Test
  void batchesHoldRowsOfOnePartitionEachWithItsOwnTimestamp() throws Exception {
    List<Reading> readings = readings(1000);
    Configuration options = table.options();
    options.set(ScyllaOptions.BATCH_MAX_ROWS, 20);
    try (WriterHarness writer = new WriterHarness(options, table.upsert())) {
      writer.write(readings);
      writer.flush();

      assertThat(writer.metrics().histogram("scylladb.batchRows").getCount()).isPositive();
      assertThat(writer.metrics().count("scylladb.reason.rows.flushes")).isPositive();
    }

    assertThat(table.rows()).containsExactlyInAnyOrderElementsOf(readings);
  }

  @Test
  void rowsOfTwoTablesWithOneKeyShareARequest() throws Exception {
    List<Reading> readings = readings(10);
    Configuration options = table.options();
    options.set(ScyllaOptions.BATCH_MAX_ROWS, 20);
    options.set(ScyllaOptions.BATCH_LINGER, Duration.ZERO);
    try (ReadingTable other = new ReadingTable(servers.cql());
        WriterHarness writer =
            new WriterHarness(options, List.of(table.upsert(), other.upsert()))) {
      writer.write(readings);
      writer.flush();

      assertThat(writer.metrics().count("scylladb.rowsWritten")).isEqualTo(20);
      assertThat(writer.metrics().histogram("scylladb.writeLatencyMicros").getCount())
          .isEqualTo(10);
      assertThat(other.rows()).containsExactlyInAnyOrderElementsOf(readings);
    }
    assertThat(table.rows()).containsExactlyInAnyOrderElementsOf(readings);
  }

  @Test
  void anOlderVersionWrittenLaterChangesNothing() throws Exception {
    try (WriterHarness writer = new WriterHarness(table.options(), table.upsert())) {
      writer.write(List.of(new Reading("s", 1, "new", 20)));
      writer.flush();
      writer.write(List.of(new Reading("s", 1, "old", 10)));
      writer.flush();
    }

    assertThat(table.rows()).containsExactly(new Reading("s", 1, "new", 20));
  }

  @Test
  void aNullLeavesTheColumnAsItIs() throws Exception {
    try (WriterHarness writer = new WriterHarness(table.options(), table.upsert())) {
      writer.write(List.of(new Reading("s", 1, "kept", 10)));
      writer.flush();
      writer.write(List.of(new Reading("s", 1, null, 20)));
      writer.flush();
    }

    assertThat(table.rows()).containsExactly(new Reading("s", 1, "kept", 10));
  }

  @Test
  void aTimeToLiveIsPassedOn() throws Exception {
    ScyllaUpsert<Reading> expiring =
        ScyllaUpsert.of(
            "INSERT INTO "
                + table.name()
                + " (sensor, at, value) VALUES (?, ?, ?) USING TIMESTAMP ? AND TTL ?",
            (reading, row) ->
                row.setString("sensor", reading.sensor)
                    .setLong("at", reading.at)
                    .setString("value", reading.value),
            reading -> reading.version,
            reading -> 3600);
    try (WriterHarness writer = new WriterHarness(table.options(), expiring)) {
      writer.write(readings(1));
      writer.flush();
    }

    Row row = table.session().execute("SELECT ttl(value) FROM " + table.name()).one();
    assertThat(row.getInt(0)).isBetween(3000, 3600);
  }

  @Test
  void oneRecordMayBearManyRows() throws Exception {
    ScyllaUpsert<Reading> threeTimes =
        table
            .upsert()
            .forEach(
                reading ->
                    List.of(
                        reading,
                        Reading.of(reading.sensor, reading.at + 1),
                        Reading.of(reading.sensor, reading.at + 2)));
    try (WriterHarness writer = new WriterHarness(table.options(), threeTimes)) {
      writer.write(List.of(Reading.of("s", 0)));
      writer.flush();

      assertThat(writer.metrics().count("numRecordsSend")).isEqualTo(1);
    }

    assertThat(table.rows())
        .containsExactly(Reading.of("s", 0), Reading.of("s", 1), Reading.of("s", 2));
  }

  @Test
  void aRowThatTheServerRefusesGoesToTheHandlerAndTheOthersAreWritten() throws Exception {
    List<RefusedRow<Reading>> refused = new ArrayList<>();
    try (WriterHarness writer = new WriterHarness(table.options(), table.upsert(), refused::add)) {
      writer.write(
          List.of(
              Reading.of("s", 1), new Reading("x".repeat(70_000), 2, "v", 2), Reading.of("s", 3)));
      writer.flush();
    }

    assertThat(refused).extracting(RefusedRow::rule).containsExactly("invalidValue");
    assertThat(refused.get(0).record().at).isEqualTo(2);
    assertThat(table.rows()).containsExactly(Reading.of("s", 1), Reading.of("s", 3));
  }

  @Test
  void aRefusedRowInABatchTakesNoOtherWithIt() throws Exception {
    List<RefusedRow<Reading>> refused = new ArrayList<>();
    Configuration options = table.options();
    options.set(ScyllaOptions.BATCH_MAX_ROWS, 10);
    String tooLong = "x".repeat(70_000);
    String name = table.name() + "_clustered";
    try (WriterHarness writer = new WriterHarness(options, clusteredByValue(name), refused::add)) {
      writer.write(
          List.of(Reading.of("s", 1), new Reading("s", 2, tooLong, 2), Reading.of("s", 3)));
      writer.flush();
    }

    assertThat(refused).extracting(row -> row.record().at).containsExactly(2L);
    assertThat(table.session().execute("SELECT value FROM " + name).all())
        .extracting(row -> row.getString("value"))
        .containsExactly("s/1", "s/3");
  }

  @Test
  void aTableThatDoesNotExistFailsTheTaskAndSaysSo() {
    ScyllaUpsert<Reading> upsert =
        ScyllaUpsert.of(
            "INSERT INTO connector.nowhere (sensor) VALUES (?) USING TIMESTAMP ?",
            (reading, row) -> row.setString("sensor", reading.sensor),
            reading -> reading.version);

    assertThatThrownBy(() -> new WriterHarness(table.options(), upsert))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("connector.nowhere", "Apply the schema");
  }

  @Test
  void aKeyspaceWithFewerReplicasThanDemandedRefusesTheStart() {
    Configuration options = new Configuration(table.options());
    options.set(ScyllaOptions.MIN_REPLICAS, 2);

    assertThatThrownBy(() -> new WriterHarness(options, table.upsert()))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContainingAll("has 1 replicas", "expected at least 2");
  }

  @Test
  void aTableDroppedUnderWayFailsTheTaskRatherThanRefuseEachRow() throws Exception {
    List<RefusedRow<Reading>> refused = new ArrayList<>();
    try (WriterHarness writer = new WriterHarness(table.options(), table.upsert(), refused::add)) {
      writer.write(readings(1));
      writer.flush();
      table.session().execute("DROP TABLE " + table.name());

      writer.write(readings(1));
      assertThatThrownBy(writer::flush).hasMessageContaining("Apply the schema");
    }

    assertThat(refused).isEmpty();
  }

  @Test
  void anAppendToAListIsRefusedWhenItsTypeIsKnown() {
    assertRefused(
        "UPDATE "
            + table.name()
            + " USING TIMESTAMP ? SET tags = tags + ? WHERE sensor = ? AND at = ?",
        "changes the list tags in place");
  }

  @Test
  void aPartitionKeyThatIsNoMarkerIsRefused() {
    assertRefused(
        "INSERT INTO " + table.name() + " (sensor, at) VALUES ('s', ?) USING TIMESTAMP ?",
        "does not bind each column of the partition key");
  }

  private void assertRefused(String cql, String sentence) {
    ScyllaUpsert<Reading> upsert =
        ScyllaUpsert.of(cql, (reading, row) -> row, reading -> reading.version);

    assertThatThrownBy(() -> new WriterHarness(table.options(), upsert))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  /** Rows of one partition whose clustering key the server limits to 64 KiB. */
  private ScyllaUpsert<Reading> clusteredByValue(String name) {
    table
        .session()
        .execute(
            "CREATE TABLE " + name + " (sensor text, value text, PRIMARY KEY (sensor, value))");
    return ScyllaUpsert.of(
        "INSERT INTO " + name + " (sensor, value) VALUES (?, ?) USING TIMESTAMP ?",
        (reading, row) -> row.setString("sensor", reading.sensor).setString("value", reading.value),
        reading -> reading.version);
  }

  private static List<Reading> readings(int count) {
    return LongStream.range(0, count).mapToObj(i -> Reading.of("s" + i % 7, i)).toList();
  }
}
