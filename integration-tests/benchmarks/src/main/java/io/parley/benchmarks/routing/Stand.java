package io.parley.benchmarks.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import io.parley.benchmarks.JobServers;
import io.parley.benchmarks.meters.TopicEnds;
import io.parley.common.options.JobArguments;
import io.parley.routing.RoutingOptions;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.SchemaLookup;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The servers of the benchmark: Kafka, a registry and a CQL server, with the topics and tables of
 * the job. It also writes the events, because ingest is left out: it would compete with what is
 * measured. For one thread.
 */
final class Stand implements AutoCloseable {

  static final String KEYSPACE = "routing_benchmark";

  /** Those of the job, and those that only gateways use beside them. */
  private static final List<String> TOPICS =
      Stream.concat(
              Stream.of(Topics.COMMANDS, Topics.ACKS),
              JobCatalogue.load().job(Jobs.ROUTING).topics().stream())
          .toList();

  private final JobServers servers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordEncoder<ConversationEvent> encoder;

  private Stand(JobServers servers) {
    this.servers = servers;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers.bootstrapServers(),
                "client.id",
                BenchGateways.CLIENT + "events",
                "linger.ms",
                "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.encoder = RecordEncoder.of(ConversationEvent.class, Topics.EVENTS, servers.schemas());
  }

  static Stand start() throws IOException {
    JobServers servers = JobServers.start("routing-benchmark", KEYSPACE, UnaryOperator.identity());
    servers.deploy(TopicCatalogue.load().only(TOPICS));
    return new Stand(servers);
  }

  private Admin admin() {
    return Admin.create(
        Map.<String, Object>of(
            "bootstrap.servers", bootstrapServers(), "client.id", BenchGateways.CLIENT + "admin"));
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

  /** The processes of the servers by their names. */
  Map<String, Long> processes() {
    return servers.processes();
  }

  /** Writes an event as ingest would. */
  void publish(ConversationEvent event) {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.EVENTS,
                  null,
                  event.getCreatedAt(),
                  event.getConversationId().getBytes(UTF_8),
                  encoder.encode(event)));
    } catch (Exception e) {
      throw new IllegalStateException("The benchmark cannot write an event", e);
    }
  }

  /** Records written so far, by topic. */
  Map<String, Long> records() throws Exception {
    try (Admin admin = admin()) {
      return TopicEnds.byTopic(
          admin,
          TOPICS.stream()
              .flatMap(
                  topic ->
                      IntStream.range(0, JobServers.PARTITIONS)
                          .mapToObj(partition -> new TopicPartition(topic, partition))));
    }
  }

  /** The defaults of the job, but for addresses. */
  RoutingOptions options() {
    String[] arguments = servers.jobOptions("routing").toArray(String[]::new);
    return JobArguments.parse(RoutingOptions.GROUPS, arguments, RoutingOptions::read).options();
  }

  @Override
  public void close() {
    producer.close();
    servers.close();
  }
}
