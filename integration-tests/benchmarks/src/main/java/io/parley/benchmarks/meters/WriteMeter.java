package io.parley.benchmarks.meters;

import static io.parley.schemas.broker.BrokerAnswers.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.parley.cli.Provisioning;
import io.parley.cli.StackState;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Counts what the servers of a stack have been given to write. For one thread. */
public final class WriteMeter implements AutoCloseable {

  /** The topics of which each message makes records; the others have signs of life. */
  private static final List<String> TOPICS =
      List.of(
          Topics.COMMANDS,
          Topics.EVENTS,
          Topics.ACKS,
          Topics.DELIVERIES,
          Topics.RECEIPTS,
          Topics.MESSAGE_STATUS,
          Topics.READ_CURSORS);

  private final CqlSession session;
  private final Admin admin;

  /** Connects. */
  public WriteMeter(StackState stack) {
    session = stack.connectCql();
    admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
  }

  /**
   * Everything that was written so far.
   *
   * @param rows rows that clients have counted
   * @param requests the same for requests
   */
  public Writes count(long rows, long requests) throws IOException {
    try {
      return new Writes(rows, requests, updates(), records());
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The topics could not be asked for their ends", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking the topics for their ends", e);
    }
  }

  /** The database's own counters; Cassandra has them in a table, and ScyllaDB has not. */
  private Map<String, Long> updates() {
    Map<String, Long> updates = new TreeMap<>();
    for (Row row :
        session.execute(
            "SELECT keyspace_name, table_name, \"count\" FROM system_views.local_write_latency")) {
      if (Provisioning.KEYSPACE.equals(row.getString("keyspace_name"))) {
        updates.put(row.getString("table_name"), row.getLong("count"));
      }
    }
    return updates;
  }

  private Map<String, Long> records()
      throws ExecutionException, InterruptedException, TimeoutException {
    return TopicEnds.byTopic(
        admin,
        await(admin.describeTopics(TOPICS).allTopicNames()).values().stream()
            .flatMap(WriteMeter::partitions));
  }

  /** The bytes of the same topics on the disks of the brokers, each replica counted. */
  public long bytes() throws IOException {
    try {
      return await(admin.describeLogDirs(brokers()).allDescriptions()).values().stream()
          .flatMap(directories -> directories.values().stream())
          .flatMap(directory -> directory.replicaInfos().entrySet().stream())
          .filter(replica -> TOPICS.contains(replica.getKey().topic()))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The brokers could not be asked for the sizes of their logs", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking for the sizes of logs", e);
    }
  }

  private List<Integer> brokers()
      throws ExecutionException, InterruptedException, TimeoutException {
    return await(admin.describeCluster().nodes()).stream().map(Node::id).toList();
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()));
  }

  @Override
  public void close() {
    session.close();
    admin.close();
  }
}
