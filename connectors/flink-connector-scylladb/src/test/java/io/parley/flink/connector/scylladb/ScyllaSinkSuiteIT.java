package io.parley.flink.connector.scylladb;

import io.parley.infra.local.CqlServer;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.testframe.environment.MiniClusterTestEnvironment;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.external.ExternalSystemDataReader;
import org.apache.flink.connector.testframe.external.sink.DataStreamSinkV2ExternalContext;
import org.apache.flink.connector.testframe.external.sink.TestingSinkSettings;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.connector.testframe.testsuites.SinkTestSuiteBase;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.BeforeAll;

/** Flink's own tests for sinks: results, savepoints, rescaling, metrics. */
@UsesLocalServers(Server.CQL)
class ScyllaSinkSuiteIT extends SinkTestSuiteBase<Reading> {

  private static CqlServer server;

  @TestEnv MiniClusterTestEnvironment flink = new MiniClusterTestEnvironment();

  @TestSemantics
  CheckpointingMode[] semantics = new CheckpointingMode[] {CheckpointingMode.AT_LEAST_ONCE};

  @TestContext
  ExternalContextFactory<Context> contexts = test -> new Context(new ReadingTable(server));

  @BeforeAll
  static void findServer(LocalServers servers) {
    server = servers.cql();
  }

  private record Context(ReadingTable table) implements DataStreamSinkV2ExternalContext<Reading> {

    @Override
    public Sink<Reading> createSink(TestingSinkSettings settings) {
      return ScyllaSink.<Reading>builder().options(table.options()).upsert(table.upsert()).build();
    }

    @Override
    public ExternalSystemDataReader<Reading> createSinkDataReader(TestingSinkSettings settings) {
      return new Reader(table);
    }

    @Override
    public List<Reading> generateTestData(TestingSinkSettings settings, long seed) {
      Random random = new Random(seed);
      return LongStream.range(0, 200)
          .mapToObj(i -> Reading.of("s" + random.nextInt(10), random.nextInt(1_000_000)))
          .distinct()
          .toList();
    }

    @Override
    public TypeInformation<Reading> getProducedType() {
      return TypeInformation.of(Reading.class);
    }

    @Override
    public List<URL> getConnectorJarPaths() {
      return List.of();
    }

    @Override
    public void close() {
      table.close();
    }
  }

  private record Reader(ReadingTable table) implements ExternalSystemDataReader<Reading> {

    @Override
    public List<Reading> poll(Duration timeout) {
      return table.rows();
    }

    @Override
    public void close() {
      // The table is closed with its context.
    }
  }
}
