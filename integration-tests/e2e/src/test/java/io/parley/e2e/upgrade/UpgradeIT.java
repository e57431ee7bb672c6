package io.parley.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.checker.live.TopicOffsets;
import io.parley.cli.Stack;
import io.parley.cli.StackPorts;
import io.parley.cli.StackSettings;
import io.parley.cli.StackState;
import io.parley.command.CheckList;
import io.parley.e2e.pipeline.CommittedRecords;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.Pipeline;
import io.parley.pipeline.PipelineJob;
import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.topic.Topics;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that the jobs of today go on from savepoints of older releases. They know the conversation,
 * its members, its numbering and its messages. They deliver new messages and count receipts.
 */
@UsesLocalServers({})
class UpgradeIT {

  private static final String RECORD = "parley.savepoint.record";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final JobSettings ONE_TASK = JobSettings.defaults(1);

  private final Path directory;

  UpgradeIT(LocalServers servers) {
    this.directory = servers.directory().resolve("upgrade");
  }

  static List<Path> releases() throws Exception {
    return SavepointFixture.releases();
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisabledIfSystemProperty(named = RECORD, matches = ".+")
  void stateOfAnOlderReleaseGoesOn(Path release) throws Exception {
    SavepointFixture fixture = new SavepointFixture(release);
    SavepointFixture.Facts facts = fixture.facts();
    try (Stack servers = start(release.getFileName().toString())) {
      StackState stack = servers.state("");
      Pipeline pipeline = new Pipeline(stack);
      try (Hello hello = new Hello(stack)) {
        hello.fill(facts.ends());
        for (PipelineJob job : PipelineJob.values()) {
          pipeline.resume(job, ONE_TASK, fixture.of(job));
        }
        pipeline.awaitRunning(PATIENCE);
        hello.connectBob();
        await("the request to read the events that Bob has missed")
            .atMost(PATIENCE)
            .until(
                () ->
                    all(stack, Topics.DELIVERIES, Delivery.class).stream()
                        .anyMatch(
                            delivery ->
                                "bob.d1".equals(delivery.getDeviceId())
                                    && delivery.getKind() == DeliveryKind.SYNC
                                    && delivery.getUpToEventId() == facts.messageId()));
        hello.bobReads(facts.messageId());
        hello.annSays(Hello.OLD_COMMAND, "Hello before the upgrade");
        hello.annSays(Hello.NEW_COMMAND, "Hello after the upgrade");

        CommandAck repeated = ackOf(stack, Hello.OLD_COMMAND);
        assertThat(repeated.getDuplicate()).as("the old message is remembered").isTrue();
        assertThat(repeated.getMessageId()).isEqualTo(facts.messageId());
        CommandAck fresh = ackOf(stack, Hello.NEW_COMMAND);
        assertThat(fresh.getDuplicate()).isFalse();
        long id = fresh.getMessageId();
        assertThat(id).isGreaterThan(facts.messageId());
        assertThat(all(stack, Topics.EVENTS, ConversationEvent.class))
            .as("after the creation and the old message")
            .singleElement()
            .satisfies(event -> assertThat(event.getSequence()).isEqualTo(3));
        await("the delivery to a member of before")
            .atMost(PATIENCE)
            .until(
                () ->
                    all(stack, Topics.DELIVERIES, Delivery.class).stream()
                        .anyMatch(
                            delivery ->
                                "bob.d1".equals(delivery.getDeviceId())
                                    && delivery.getEvent() != null
                                    && delivery.getEvent().getEventId() == id));
        hello.bobReads(id);
        await("both messages to be read: the old one's receipts were counted before")
            .atMost(PATIENCE)
            .until(
                () ->
                    newestStatus(stack, id) == DeliveryStatus.READ
                        && newestStatus(stack, facts.messageId()) == DeliveryStatus.READ);
      }
    }
  }

  /** Records the state of today as that of a release; the package comment says how and when. */
  @Test
  @EnabledIfSystemProperty(named = RECORD, matches = ".+")
  void record() throws Exception {
    String release = System.getProperty(RECORD);
    SavepointFixture fixture = new SavepointFixture(SavepointFixture.all().resolve(release));
    try (Stack servers = start("record")) {
      StackState stack = servers.state("");
      Pipeline pipeline = new Pipeline(stack);
      pipeline.submitAll(ONE_TASK);
      pipeline.awaitRunning(PATIENCE);
      try (Hello hello = new Hello(stack)) {
        hello.annMakesTheGroup();
        hello.annSays(Hello.OLD_COMMAND, "Hello before the upgrade");
        long id = ackOf(stack, Hello.OLD_COMMAND).getMessageId();
        pipeline.awaitRest(PATIENCE);
        for (PipelineJob job : PipelineJob.values()) {
          fixture.take(job, pipeline.flink().stopWithSavepoint(pipeline.jobId(job), PATIENCE));
        }
        fixture.write(new SavepointFixture.Facts(id, ends(stack)));
      }
    }
  }

  private Stack start(String name) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Stack servers = new Stack(directory.resolve(name), StackSettings.of(new StackPorts(), 1));
    try (CheckList list = new CheckList(out, false, servers.steps())) {
      servers.start(list);
    }
    return servers;
  }

  private static Map<String, List<Long>> ends(StackState stack) throws Exception {
    Set<String> inputs =
        JobCatalogue.load().jobs().stream()
            .flatMap(job -> job.reads().stream())
            .collect(Collectors.toSet());
    try (TopicOffsets offsets = new TopicOffsets(stack.bootstrapServers())) {
      Map<String, List<Long>> ends = new TreeMap<>();
      offsets.ends(inputs, IsolationLevel.READ_UNCOMMITTED).entrySet().stream()
          .sorted(Comparator.comparing(end -> end.getKey().partition()))
          .forEach(
              (Map.Entry<TopicPartition, Long> end) ->
                  ends.computeIfAbsent(end.getKey().topic(), any -> new ArrayList<>())
                      .add(end.getValue()));
      return ends;
    }
  }

  private static CommandAck ackOf(StackState stack, String clientMessageId) {
    return await("the ack of " + clientMessageId)
        .atMost(PATIENCE)
        .until(
            () ->
                all(stack, Topics.ACKS, CommandAck.class).stream()
                    .filter(ack -> ack.getClientMessageId().equals(clientMessageId))
                    .findFirst()
                    .orElse(null),
            ack -> ack != null);
  }

  private static DeliveryStatus newestStatus(StackState stack, long message) {
    return all(stack, Topics.MESSAGE_STATUS, MessageStatus.class).stream()
        .filter(status -> status.getMessageId() == message)
        .max(Comparator.comparing(MessageStatus::getVersion))
        .map(MessageStatus::getStatus)
        .orElse(null);
  }

  private static <T extends SpecificRecord> List<T> all(
      StackState stack, String topic, Class<T> type) {
    return CommittedRecords.of(stack.services(), topic, type);
  }
}
