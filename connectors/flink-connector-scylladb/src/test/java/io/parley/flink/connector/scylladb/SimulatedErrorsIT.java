package io.parley.flink.connector.scylladb;

import static com.datastax.oss.simulacron.common.stubbing.PrimeDsl.isBootstrapping;
import static com.datastax.oss.simulacron.common.stubbing.PrimeDsl.overloaded;
import static com.datastax.oss.simulacron.common.stubbing.PrimeDsl.unauthorized;
import static com.datastax.oss.simulacron.common.stubbing.PrimeDsl.unavailable;
import static com.datastax.oss.simulacron.common.stubbing.PrimeDsl.when;
import static com.datastax.oss.simulacron.common.stubbing.PrimeDsl.writeTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.simulacron.common.cluster.ClusterSpec;
import com.datastax.oss.simulacron.common.codec.ConsistencyLevel;
import com.datastax.oss.simulacron.common.codec.WriteType;
import com.datastax.oss.simulacron.common.result.Result;
import com.datastax.oss.simulacron.server.BoundCluster;
import com.datastax.oss.simulacron.server.Server;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a server cannot be made to answer at will, a protocol simulator does. It knows no prepared
 * statements with partition keys, so rows go as plain text; all else is the real thing.
 */
class SimulatedErrorsIT {

  private static final String CQL = "INSERT INTO readings";

  private static Server simulator;
  private static BoundCluster cluster;

  @BeforeAll
  static void start() {
    simulator = Server.builder().build();
    cluster = simulator.register(ClusterSpec.builder().withNodes(1));
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @BeforeEach
  void forgetPrimes() {
    cluster.clearPrimes(true);
  }

  static List<Arguments> passingErrors() {
    return List.of(
        Arguments.of(
            writeTimeout(ConsistencyLevel.LOCAL_QUORUM, 1, 2, WriteType.SIMPLE), "writeTimeout"),
        Arguments.of(unavailable(ConsistencyLevel.LOCAL_QUORUM, 2, 1), "unavailable"),
        Arguments.of(isBootstrapping(), "bootstrapping"),
        Arguments.of(overloaded("too much"), "overloaded"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("passingErrors")
  void anErrorThatPassesIsRetriedUntilTheRowsAreAcknowledged(Result answer, String rule)
      throws Exception {
    cluster.prime(when(CQL).then(answer));
    try (WriterHarness writer = harness()) {
      writer.write(readings());
      CompletableFuture<Void> recovery =
          CompletableFuture.runAsync(
              () -> {
                await()
                    .atMost(Duration.ofMinutes(1))
                    .until(
                        () -> writer.metrics().count("scylladb.rule." + rule + ".retries") >= 20);
                cluster.clearPrimes(true);
              });

      writer.flush();

      recovery.join();
      assertThat(writer.metrics().count("numRecordsSend")).isEqualTo(20);
      assertThat(writer.metrics().count("numRecordsSendErrors")).isZero();
    }
  }

  @Test
  void overloadShrinksTheWindow() throws Exception {
    cluster.prime(when(CQL).then(overloaded("too much")));
    try (WriterHarness writer = harness()) {
      writer.write(readings());
      CompletableFuture<Void> recovery =
          CompletableFuture.runAsync(
              () -> {
                await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> (int) writer.metrics().value("scylladb.inFlightLimit") < 200);
                cluster.clearPrimes(true);
              });

      writer.flush();

      recovery.join();
      assertThat((int) writer.metrics().value("scylladb.inFlightLimit")).isLessThan(512);
    }
  }

  @Test
  void anErrorThatNoRetryCanMendFailsAtOnce() throws Exception {
    cluster.prime(when(CQL).then(unauthorized("no MODIFY permission")));
    try (WriterHarness writer = harness()) {
      writer.write(readings());

      assertThatThrownBy(writer::flush).hasMessageContaining("Grant the role MODIFY");
    }
  }

  private static WriterHarness harness() throws Exception {
    InetSocketAddress address =
        (InetSocketAddress) cluster.getNodes().iterator().next().getAddress();
    Configuration options = ReadingTable.options(address);
    options.set(ScyllaOptions.LOCAL_DATACENTER, "dc1");
    options.set(ScyllaOptions.RETRY_MAX_BACKOFF, Duration.ofMillis(200));
    return new WriterHarness(options, PlainTextTarget::open, RefusedRows::fail);
  }

  private static List<Reading> readings() {
    return LongStream.range(0, 20).mapToObj(i -> Reading.of("s", i)).toList();
  }

  private record PlainTextTarget(CqlSessions.Lease lease) implements WriteTarget<Reading> {

    static PlainTextTarget open(ScyllaConnection connection)
        throws java.io.IOException, InterruptedException {
      return new PlainTextTarget(CqlSessions.SHARED.acquire(connection));
    }

    @Override
    public void bind(Reading reading, Consumer<BoundRow> out) {
      out.accept(
          new BoundRow(
              SimpleStatement.newInstance(CQL), CQL, "readings", "partition", CQL.length()));
    }

    @Override
    public CompletionStage<?> execute(Statement<?> statement) {
      return lease.session().executeAsync(statement);
    }

    @Override
    public void close() {
      lease.close();
    }
  }
}
