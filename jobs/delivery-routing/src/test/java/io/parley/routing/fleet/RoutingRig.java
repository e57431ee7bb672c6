package io.parley.routing.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.common.options.JobArguments;
import io.parley.common.testing.JobRig;
import io.parley.gateway.client.HistorySource;
import io.parley.infra.local.junit.LocalServers;
import io.parley.routing.RoutingOptions;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.Jobs;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** The job's place on the servers, and its writers. */
public final class RoutingRig extends JobRig {

  /** Those of the job, and those that only gateways use beside them. */
  private static final List<String> TOPICS =
      Stream.concat(
              Stream.of(Topics.COMMANDS, Topics.ACKS),
              JobCatalogue.load().job(Jobs.ROUTING).topics().stream())
          .toList();

  private final List<ConversationEvent> stored = new CopyOnWriteArrayList<>();
  private final Map<String, RecordEncoder<?>> encoders = new HashMap<>();

  /** Creates all of it; see {@link JobRig}. */
  public RoutingRig(LocalServers servers, String name, int partitions) throws Exception {
    super(servers, name, partitions, TOPICS);
  }

  /** The job's options for this rig. */
  public RoutingOptions options(String... more) {
    return JobArguments.parse(RoutingOptions.GROUPS, arguments(name(), more), RoutingOptions::read)
        .options();
  }

  /** Sends a record as its writer would, and returns when the broker has it. */
  public <T extends SpecificRecord> void send(
      String catalogueName, Class<T> type, String key, T value) throws Exception {
    RecordEncoder<?> known =
        encoders.computeIfAbsent(
            catalogueName, name -> RecordEncoder.of(type, topic(name), schemas()));
    @SuppressWarnings("unchecked") // a topic has one type
    RecordEncoder<T> encoder = (RecordEncoder<T>) known;
    if (value instanceof ConversationEvent event) {
      stored.add(event);
    }
    kafka().send(topic(catalogueName), key.getBytes(UTF_8), encoder.encode(value));
  }

  /** The history for gateways: what was sent of each conversation, in order. */
  HistorySource history() {
    return new HistorySource() {
      @Override
      public CompletionStage<Page> after(String conversation, long after, long upTo, int limit) {
        List<ConversationEvent> all = stored(conversation, after, upTo);
        return CompletableFuture.completedFuture(
            new Page(all.subList(0, Math.min(limit, all.size())), all.size() <= limit));
      }

      @Override
      public CompletionStage<Page> newest(String conversation, long upTo, int limit) {
        List<ConversationEvent> all = stored(conversation, 0, upTo);
        return CompletableFuture.completedFuture(
            new Page(all.subList(Math.max(0, all.size() - limit), all.size()), true));
      }
    };
  }

  private List<ConversationEvent> stored(String conversation, long after, long upTo) {
    return stored.stream()
        .filter(event -> event.getConversationId().equals(conversation))
        .filter(event -> event.getEventId() > after && event.getEventId() <= upTo)
        .toList();
  }

  /** Where a device's sync resumes according to the table, or 0. */
  public long cursor(String user, String device, String conversation) {
    var row =
        cql()
            .execute(
                "SELECT delivered_event_id FROM "
                    + name()
                    + ".device_cursors WHERE user_id = ? AND device_id = ? AND conversation_id = ?",
                user,
                device,
                conversation)
            .one();
    return row == null ? 0 : row.getLong(0);
  }
}
