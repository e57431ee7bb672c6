package io.parley.ingest;

import static io.parley.ingest.testing.Commands.join;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.deadletter.DeadLetterSerializer;
import io.parley.common.testing.MiniFlink;
import io.parley.common.testing.RunningJob;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.ingest.testing.Commands;
import io.parley.ingest.testing.IngestRig;
import io.parley.ingest.testing.Topic;
import io.parley.ingest.topics.IngestSinks;
import io.parley.ingest.topics.IngestSources;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GENERATIONS.md, walked through on real servers: from two partitions to five. */
@UsesLocalServers({Server.KAFKA, Server.REGISTRY, Server.CQL})
class GenerationMoveIT {

  private static final String NEWER = "chat.commands.2";
  private static final int CONVERSATIONS = 8;

  @TempDir Path directory;

  /** Red when the source of the newer topic starts without the clocks of the older one. */
  @Test
  void aConversationGoesOnInTheNewerTopic(LocalServers servers) throws Exception {
    try (IngestRig rig = new IngestRig(servers, "generations", 2);
        MiniFlink flink = MiniFlink.start(1, 2)) {
      RunningJob job = flink.submit(job(flink, rig, rig.sources()));
      List<ConversationCommand> first = new ArrayList<>();
      for (int i = 0; i < CONVERSATIONS; i++) {
        first.add(new Commands("c:" + i, "alice").group("create", join("alice")));
        first.add(new Commands("c:" + i, "alice").text("m1", "before"));
      }
      rig.send(first);
      Topic<ConversationEvent> events = new Topic<>(rig, Topics.EVENTS, ConversationEvent.class);
      Topic<CommandAck> acks = new Topic<>(rig, Topics.ACKS, CommandAck.class);
      events.await(IsolationLevel.READ_COMMITTED, first.size());
      String savepoint = job.stopWithSavepoint(directory);

      create(rig);
      IngestOptions options = rig.options("--ingest.commands-topic=" + NEWER);
      job = flink.submit(job(flink, rig, IngestSources.of(options)), savepoint);
      List<ProducerRecord<byte[], byte[]>> second = new ArrayList<>();
      for (int i = 0; i < CONVERSATIONS; i++) {
        second.add(toTheNewer(rig, new Commands("c:" + i, "alice").text("m1", "before")));
        second.add(toTheNewer(rig, new Commands("c:" + i, "alice").text("m2", "after")));
      }
      rig.kafka().send(second);
      rig.send(List.of(new Commands("c:0", "alice").text("m3", "a forgotten gateway")));

      List<CommandAck> answers =
          acks.await(IsolationLevel.READ_COMMITTED, first.size() + second.size());
      assertThat(answers.stream().filter(CommandAck::getDuplicate)).hasSize(CONVERSATIONS);
      List<ConversationEvent> all = events.all(IsolationLevel.READ_COMMITTED);
      assertThat(all).hasSize(3 * CONVERSATIONS);
      for (int i = 0; i < CONVERSATIONS; i++) {
        String conversation = "c:" + i;
        List<ConversationEvent> own =
            all.stream().filter(e -> e.getConversationId().equals(conversation)).toList();
        assertThat(own.stream().map(ConversationEvent::getSequence)).containsExactly(1L, 2L, 3L);
        assertThat(own.stream().map(ConversationEvent::getEventId)).isSorted();
      }
      List<ConsumerRecord<byte[], byte[]>> letters =
          rig.kafka().read(rig.topic(Topics.DEAD_LETTERS), IsolationLevel.READ_COMMITTED, 1);
      assertThat(reason(letters.get(0))).isEqualTo(DeadLetterReason.OLD_GENERATION.name());
      assertThat(job.restarts()).isZero();
      job.cancel();
    }
  }

  private StreamExecutionEnvironment job(MiniFlink flink, IngestRig rig, IngestSources sources) {
    StreamExecutionEnvironment env =
        flink.environment(directory, 2, "--execution.checkpointing.interval=200ms");
    IngestJob.build(env, rig.options(), sources, IngestSinks.of(rig.options()));
    return env;
  }

  private static void create(IngestRig rig) throws Exception {
    NewTopic topic =
        new NewTopic(rig.topic(NEWER), Optional.of(5), Optional.empty())
            .configs(Map.of("message.timestamp.type", "LogAppendTime"));
    rig.kafka().admin().createTopics(List.of(topic)).all().get();
    register(rig);
  }

  /** Step 1: the schema of the commands, under the subject of the newer topic. */
  private static void register(IngestRig rig) throws Exception {
    String body =
        new ObjectMapper()
            .writeValueAsString(Map.of("schema", ConversationCommand.getClassSchema().toString()));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(rig.registryUrl() + "/subjects/" + rig.topic(NEWER) + "-value/versions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private static ProducerRecord<byte[], byte[]> toTheNewer(
      IngestRig rig, ConversationCommand command) throws Exception {
    RecordEncoder<ConversationCommand> encoder =
        RecordEncoder.of(ConversationCommand.class, rig.topic(NEWER), rig.schemas());
    return new ProducerRecord<>(
        rig.topic(NEWER), rig.record(command).key(), encoder.encode(command));
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return new String(
        letter.headers().lastHeader(DeadLetterSerializer.REASON).value(), StandardCharsets.UTF_8);
  }
}
