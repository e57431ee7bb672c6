package io.parley.e2e.observability;

import static org.awaitility.Awaitility.await;

import io.parley.e2e.pipeline.CommittedRecords;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.pipeline.JobSettings;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.PipelineStack;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordEncoder;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Tests alerts about the jobs and about the promise on a running stack, each by the fault that it
 * is for. The tests run in order. From the second one on no checkpoint of routing succeeds, because
 * an alert waits two minutes for that; meanwhile the other two jobs have their faults.
 *
 * <p>Without Prometheus the class is skipped, and says so.
 */
@UsesLocalServers({})
@TestMethodOrder(OrderAnnotation.class)
class AlertsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** CommittedReadersStuck waits two minutes. */
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(4);

  /** Some seconds of work for a job, in records that it need only throw away. */
  private static final int BACKLOG = 400_000;

  private static ObservedStack stack;
  private static Watched prometheus;
  private static BlockedCheckpoints blocked;

  @BeforeAll
  static void start(LocalServers servers) throws IOException {
    ObservedStack.assumePrometheus("alerts are");
    // Alerts count checkpoints that fail, and restarts that come of them.
    JobSettings jobs = ObservedStack.smallWindows().with("execution.checkpointing.interval", "1 s");
    stack = ObservedStack.start(servers.directory().resolve("alerts"), jobs);
    prometheus = new Watched(stack);
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  @Order(1)
  void aCommandThatNoGatewayHasSignedAndAnEventOfALostConversationAreTold() throws Exception {
    stack.parley("send", "message", "lobby", "--by", "ann", "hello", "--timeout", "0");

    ConversationEvent stored =
        await("a message that is not the first event of its conversation")
            .atMost(PATIENCE)
            .until(AlertsIT::aLaterMessage, Optional::isPresent)
            .orElseThrow();
    ConversationEvent lost =
        ConversationEvent.newBuilder(stored).setConversationId("nobody-knows-it").build();
    try (ConfluentSchemaLookup registry = servers().state().services().connectRegistry()) {
      byte[] value =
          RecordEncoder.of(ConversationEvent.class, Topics.EVENTS, registry).encode(lost);
      stack.produce(Topics.EVENTS, lost.getConversationId(), List.of(value));
    }

    prometheus.awaitFiring("BadSignatures", "StateLost");
  }

  @Test
  @Order(2)
  void checkpointsThatFailAndAJobThatRestartsAgainAndAgainAreTold() throws Exception {
    String routing = servers().pipeline().jobId(PipelineJob.DELIVERY_ROUTING);
    blocked = BlockedCheckpoints.of(servers().stack().flink(), routing);

    // Each restart repeats the commits of the last checkpoint, and nobody knows that they
    // succeeded.
    prometheus.awaitFiring("CheckpointsFailing", "JobRestartLoop", "FailedCommittablesAfterStart");
  }

  /** The job counts its backlog only while it reads, so the backlog must last for some seconds. */
  @Test
  @Order(3)
  void aJobThatIsGoneAndItsBacklogAreTold() throws Exception {
    servers().pipeline().cancel(PipelineJob.INGEST, PATIENCE);
    prometheus.awaitFiring("JobMissing");
    stack.produce(Topics.COMMANDS, "garbage", Collections.nCopies(BACKLOG, new byte[] {1}));
    servers().resume(PipelineJob.INGEST);
    prometheus.awaitFiring("ConsumerLag");
    prometheus.awaitSilence("JobMissing", "ConsumerLag");
  }

  @Test
  @Order(4)
  void readersOfCommittedRecordsThatAreStuckAreTold() throws Exception {
    prometheus.awaitFiring(LONG_PATIENCE, "CommittedReadersStuck");
    blocked.close();
    prometheus.awaitSilence("CommittedReadersStuck", "CheckpointsFailing");
  }

  private static Optional<ConversationEvent> aLaterMessage() throws Exception {
    return CommittedRecords.of(servers().state().services(), Topics.EVENTS, ConversationEvent.class)
        .stream()
        .filter(event -> event.getPayload() instanceof MessageSent)
        .filter(event -> event.getSequence() > 1)
        .findFirst();
  }

  private static PipelineStack servers() {
    return stack.pipeline();
  }
}
