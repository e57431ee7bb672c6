package io.parley.benchmarks.receipts;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.benchmarks.JobServers;
import io.parley.common.options.JobArguments;
import io.parley.infra.local.CqlServer;
import io.parley.receipts.ReceiptAggregationOptions;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.wire.SchemaLookup;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The servers of the benchmark, with one keyspace; topics are new for each run. */
final class Stand implements AutoCloseable {

  static final String KEYSPACE = "receipts_benchmark";
  static final int PARTITIONS = JobServers.PARTITIONS;

  private static final List<String> TOPICS = JobCatalogue.load().job(Jobs.RECEIPTS).topics();

  private final JobServers servers;

  private Stand(JobServers servers) {
    this.servers = servers;
  }

  static Stand start() throws IOException {
    return new Stand(
        JobServers.start("receipts-benchmark", KEYSPACE, CqlServer.Settings::withFullCompiler));
  }

  CqlSession session() {
    return servers.session();
  }

  SchemaLookup schemas() {
    return servers.schemas();
  }

  String bootstrapServers() {
    return servers.bootstrapServers();
  }

  /** Creates the topics of a run, their names starting with its name, and registers schemas. */
  void createTopics(String run) {
    servers.deploy(TopicCatalogue.load().only(TOPICS).withPrefix(prefix(run)));
  }

  static String topic(String run, String catalogueName) {
    return prefix(run) + catalogueName;
  }

  private static String prefix(String run) {
    return run + ".";
  }

  /** The defaults of the job, but for addresses. */
  ReceiptAggregationOptions options(String run) {
    String[] arguments =
        Stream.concat(
                servers.jobOptions(run).stream(),
                Stream.of("--kafka.topic-prefix=" + prefix(run), "--kafka.id-prefix=" + run))
            .toArray(String[]::new);
    return JobArguments.parse(
            ReceiptAggregationOptions.GROUPS, arguments, ReceiptAggregationOptions::read)
        .options();
  }

  @Override
  public void close() {
    servers.close();
  }
}
